import { stringify } from 'yaml';

/**
 * A text as one YAML value, quoted where it would be read as something else, by YAML 1.1 (`on`, `1_0`) or 1.2.
 *
 * @param text without line breaks
 */
export function yamlText(text: string): string {
  const bare = [stringify(text, { version: '1.1' }), stringify(text, { version: '1.2' })];
  return bare.every((one) => one.trimEnd() === text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** A text as one word for a POSIX shell, in which nothing is expanded. */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
