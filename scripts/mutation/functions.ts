const words = 'if|for|while|switch|catch|return|await|throw|new|else|do|constructor';

/** What gives a function its name, in the format that the linter keeps. */
const headers: readonly RegExp[] = [
  /^(?:export )?(?:default )?(?:async )?function\*? (\w+)/,
  /^(?:export )?const (\w+)(?:: [^=]+)? = (?:async )?(?:\([^)]*\)(?:: [^=]+)? =>|\w+ =>|\($)/,
  new RegExp(
    `^(?:(?:static|async|get|set|override) |\\*)*(?!(?:${words})\\b)(#?\\w+)(?:<.*>)?\\((?:.*\\{)?$`,
  ),
  new RegExp(`^(?!(?:${words})\\b)(\\w+): (?:async )?(?:\\(.*|\\w+ )=>`),
  /^(constructor)\(/,
];

/** What holds code outside of functions. */
const constant = /^(?:export )?const (\w+)/;

/**
 * The innermost named function around a line: what moves with the code, as its lines' numbers and texts do not.
 *
 * @param lines of a file in the linter's format, by whose indentation it is found
 * @param line from 1
 * @returns the name of the function, or else that of the constant at the file's top; empty for neither
 */
export function functionAt(lines: readonly string[], line: number): string {
  let indentation = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0; at -= 1) {
    const text = lines[at] ?? '';
    const code = text.trimStart();
    // What closes a list of parameters stands as far left as the function does.
    if (code === '' || (/^[)}\]]/.test(code) && at !== line - 1)) continue;
    const depth = text.length - code.length;
    if (depth >= indentation) continue;
    indentation = depth;
    for (const header of depth === 0 ? [...headers, constant] : headers) {
      const name = header.exec(code)?.[1];
      if (name !== undefined) return name;
    }
  }
  return '';
}
