import { contentsOf, liveSubject, placesIn } from '../../kinds/resource/live.ts';
import {
  isMovable,
  nameIn,
  namespaceOf,
  type ResourceName,
  typesByKey,
} from '../../kinds/resource/resource-name.ts';
import { autoJoinIn } from '../../kinds/setting/auto-join.ts';
import { products, type Setting } from '../../kinds/setting/change.ts';
import { liveSetting } from '../../kinds/setting/live.ts';
import type { Live, LiveGroup } from '../../live/organization.ts';
import { roles } from '../../model/membership.ts';
import { compareCodePoints } from '../../text/order.ts';
import { visible } from '../../text/visible.ts';
import { declarableResource } from '../declarable.ts';
import { yamlWord } from '../word.ts';

/** What of a group is not about who is in it, as lines of a file. */
export interface ImportedSettings {
  /** Without the indentation of a group; a value that is the Hub's default is in a comment. */
  readonly lines: readonly string[];
  /** Why something cannot be declared, a sentence each. */
  readonly leftOut: readonly string[];
  /** Whether people come in by themselves, which does not go with `exact`. */
  readonly joins: boolean;
}

/**
 * Writes down the settings of a group and what is in it, so that planning them gives nothing. Pure.
 *
 * @param taken the keys of resources that are declared elsewhere, and are left out
 */
export function settingsOf(
  group: LiveGroup,
  live: Live,
  taken: ReadonlySet<string> = new Set(),
): ImportedSettings {
  const description = descriptionOf(group);
  const autoJoin = autoJoinOf(group);
  const parts = [description, autoJoin, limitsOf(group), resourcesOf(group, live, taken)];
  return {
    lines: parts.flatMap(({ lines }) => lines),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
    joins: autoJoin.lines.some((line) => !line.startsWith('#')),
  };
}

type Part = Pick<ImportedSettings, 'lines' | 'leftOut'>;

/** What the Hub has where nobody has set anything: a line to take the mark from. */
function byDefault(line: string): string {
  return `# ${line} # the Hub's default`;
}

function without(what: string, why: string): Part {
  return { lines: [], leftOut: [`Its ${what}: ${visible(why)}.`] };
}

function descriptionOf(group: LiveGroup): Part {
  const found = liveSetting(group, 'description');
  if (found.kind === 'odd') return without('description', found.problem);
  const { value } = found;
  if (value === null) return { lines: [byDefault('description: ""')], leftOut: [] };
  // A file is read without blanks around the text.
  if (value !== value.trim() || [...value].length > 500)
    return without('description', 'a file cannot hold it');
  return { lines: [`description: ${yamlWord(value)}`], leftOut: [] };
}

function autoJoinOf(group: LiveGroup): Part {
  const found = liveSetting(group, 'auto_join');
  if (found.kind === 'odd') return without('auto-join', found.problem);
  const on = autoJoinIn(found.value);
  if (on === null) return { lines: [byDefault('auto_join: off')], leftOut: [] };
  const { role, scope } = on;
  const known = roles.some((one) => one === role) && (scope === 'all' || scope === 'read_plus');
  return known
    ? { lines: [`auto_join: { role: ${role}, scope: ${scope} }`], leftOut: [] }
    : without('auto-join', `a file cannot say "${role}" for "${scope}"`);
}

function limitsOf(group: LiveGroup): Part {
  const leftOut: string[] = [];
  const limits = products.flatMap((product) => {
    const found = liveSetting(group, `spend_limits.${product}` satisfies Setting);
    if (found.kind === 'value') return [{ product, amount: found.value }];
    leftOut.push(`Its spend limit for ${product}: ${visible(found.problem)}.`);
    return [];
  });
  if (limits.every(({ amount }) => amount === null)) {
    const lines = limits.length === 0 ? [] : [byDefault('spend_limits: { total: null }')];
    return { lines, leftOut };
  }
  const lines = limits.map(({ product, amount }) =>
    amount === null ? byDefault(`${product}: null`) : `${product}: ${amount.replace(/\.00$/, '')}`,
  );
  return { lines: ['spend_limits:', ...lines.map((line) => `  ${line}`)], leftOut };
}

/** What is in two groups, by what the Hub says, is in neither's list: a file can have it in one only. */
function resourcesOf(group: LiveGroup, live: Live, taken: ReadonlySet<string>): Part {
  const contents = contentsOf(group);
  if (contents === null) return without('resources', 'the Hub sends a list of a form that is not known');
  const leftOut: string[] = [];
  const { placed } = placesIn(live.groups);
  const movable = [...contents.values()].filter(({ type }) => isMovable(type));
  const named = movable.flatMap((resource) => {
    const subject = liveSubject(resource, live.organization);
    const found = nameIn(subject);
    const isHere = placed.get(resource.key)?.group === group && !taken.has(resource.key);
    if (found !== null && isHere && isOwn(found, live) && declarableResource(found)) return [found];
    leftOut.push(`"${visible(subject)}" cannot be declared here.`);
    return [];
  });
  if (named.length === 0) return { lines: [byDefault('resources: {}')], leftOut };
  const lines = Object.entries(typesByKey).flatMap(([key, type]) => {
    const names = named.filter((one) => one.type === type).map(({ name }) => name);
    return names.length === 0
      ? []
      : [`  ${key}:`, ...names.toSorted(compareCodePoints).map((name) => `    - ${yamlWord(name)}`)];
  });
  // What cannot be declared would leave the group where `defaults` say that there is to be nothing else.
  const mode = leftOut.length === 0 ? [] : ['  mode: additive'];
  return { lines: ['resources:', ...mode, ...lines], leftOut };
}

function isOwn(name: ResourceName, { organization }: Live): boolean {
  return namespaceOf(name).toLowerCase() === organization.toLowerCase();
}
