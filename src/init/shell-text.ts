/** A text as one word for a POSIX shell, in which nothing is expanded. */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
