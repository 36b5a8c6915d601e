import { type InitChoices, targetsOf } from './choices.ts';

/**
 * Lines for `.github/CODEOWNERS`: who has to approve a change of the file, and of what decides how it is applied.
 *
 * @param owner a user or team, such as `@acme-ai/access`
 */
export function codeownersLines(
  choices: Pick<InitChoices, 'organization' | 'file' | 'others'>,
  owner: string,
): readonly string[] {
  // GitHub takes the last line that fits, so these belong at the end.
  const paths = [...targetsOf(choices).map(({ file }) => `/${file}`), '/.github/'];
  const width = Math.max(...paths.map((path) => path.length));
  return paths.map((path) => `${path.padEnd(width)}  ${owner}`);
}
