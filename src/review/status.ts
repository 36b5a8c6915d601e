import { createHash } from 'node:crypto';
import { shown } from '../text/shown.ts';

/** What the program says of a commit, in the list of its checks. */
export type StatusOf = 'plan' | 'apply';

/** GitHub cuts no description: it refuses one that is longer. */
const mostDescription = 140;
/** The most characters of the paths in a status's name. */
const mostPaths = 100;

/** The path that a status need not name. */
const usualFile = 'groups.yaml';

/**
 * The name of the status, by which a ruleset requires it: `hf-groups / plan`, and with the paths where they are not the
 * usual one, so that several configurations of one repository have one each.
 */
export function statusContext(what: StatusOf, files: readonly string[]): string {
  const name = `hf-groups / ${what}`;
  if (files.length === 1 && files[0] === usualFile) return name;
  const paths = files.map((file) => shown(file)).join(', ');
  if (paths.length <= mostPaths) return `${name} (${paths})`;
  const digest = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
  return `${name} (${files.length} paths, ${digest})`;
}

/** A description as a status takes it: one line, cut. */
export function statusDescription(text: string): string {
  return shown(text, mostDescription);
}
