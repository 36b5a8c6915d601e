import type { Configuration } from '../config/declaration.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { count } from '../text/count.ts';
import { shownName } from '../text/shown.ts';

/** A configuration that was checked. */
interface Checked {
  readonly configuration: Pick<Configuration, 'organization' | 'groups'>;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Says that a configuration is valid, and what it is of: `Valid: acme-ai, 2 groups, with 1 warning.`
 *
 * @param valid the first word, as the reader's format has it
 * @param written the organization in that format, of the text that is shown
 * @returns a line without its line break
 */
export function renderValid(
  { configuration: { organization, groups }, warnings }: Checked,
  valid = 'Valid',
  written: (organization: string) => string = (name) => name,
): string {
  const notes = warnings.length === 0 ? '' : `, with ${count(warnings.length, 'warning')}`;
  return `${valid}: ${written(shownName(organization))}, ${count(groups.length, 'group')}${notes}.`;
}
