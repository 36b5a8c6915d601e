/**
 * Whether a text can be the name of the default branch. Narrower than git's own rule: what a workflow would read as a
 * pattern, a quote or an expression is left out.
 */
export function isBranchName(text: string): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/.test(text) && !/\.\.|\.$/.test(text)
  );
}

/**
 * A path within a repository, with `/` and without a leading `./` or a trailing `/`.
 *
 * @returns `null` for one that leads out of it, or has characters that a workflow or CODEOWNERS reads as something else
 */
export function repositoryPath(text: string): string | null {
  const parts = text
    .replaceAll('\\', '/')
    .replace(/\/$/, '')
    .split('/')
    .filter((part) => part !== '.');
  const fits = parts.length > 0 && parts.every((part) => /^[\p{L}\p{N}._-]+$/u.test(part) && part !== '..');
  return fits ? parts.join('/') : null;
}
