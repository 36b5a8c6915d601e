import type { InitChoices } from './choices.ts';

/**
 * Lines for `.github/CODEOWNERS`: who has to approve a change of the file, and of what decides how it is applied.
 *
 * @param owner a user or team, such as `@acme-ai/access`
 */
export function codeownersLines({ file }: Pick<InitChoices, 'file'>, owner: string): readonly string[] {
  // GitHub takes the last line that fits, so these belong at the end.
  const paths = [`/${file}`, '/.github/'];
  const width = Math.max(...paths.map((path) => path.length));
  return paths.map((path) => `${path.padEnd(width)}  ${owner}`);
}
