/** A command that the runner finds in the log of a step. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** A remark of the action that belongs to no line. */
export function remark(name: 'error' | 'warning' | 'notice', title: string, message: string): Command {
  return { name, properties: { title }, message };
}

/**
 * Reads a log as GitHub's runner does: `::name properties::message` at the beginning of a line, after what .NET calls white space, or, in the
 * older form, `##[name properties]message` anywhere in one.
 */
export function commandsIn(log: string): readonly Command[] {
  return log.split(/\r\n|[\r\n]/).flatMap((line) => {
    const found =
      /^[\s\u0085]*::([\w-]+)(?: ([\s\S]*?))?::(.*)$/.exec(line) ??
      /##\[([\w-]+)(?: ([^\]]*))?\](.*)$/.exec(line);
    if (found === null) return [];
    const [, name = '', properties = '', message = ''] = found;
    return [{ name, properties: propertiesOf(properties), message: decoded(message) }];
  });
}

function propertiesOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, decoded(value.join('=').replaceAll('%3A', ':').replaceAll('%2C', ','))];
    }),
  );
}

function decoded(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** Reads the file of `GITHUB_OUTPUT`: `name<<delimiter`, lines, the delimiter. */
export function outputsIn(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/^(\w+)<<(\S+)\r?\n([\s\S]*?)(?:\r?\n)?\2\r?$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}
