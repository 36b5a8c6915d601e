import type { Configuration, DeclaredGroup, MemberEntry, OtherProperty } from '../config/declaration.ts';
import { plainOf } from '../config/tree.ts';

/**
 * Everything that a configuration declares, as single facts by name, whatever file, line or order they stand in: what
 * an edit may change, and what it must not, is a difference of two of these.
 */
export type Facts = ReadonlyMap<string, string>;

/** What is declared, fact by fact. */
export function factsOf(configuration: Configuration): Facts {
  const { groups, teams, files: _files, keys: _keys, others, ...rest } = configuration;
  const facts = new Map<string, string>([[restFact, textOf(rest)]]);
  for (const group of groups) for (const [name, fact] of groupFacts(group)) facts.set(name, fact);
  for (const [section, all] of others) {
    for (const { tree } of all) {
      if (tree.kind !== 'map') facts.set(nameOf('section', section), textOf(plainOf(tree)));
      else
        for (const { key, value } of tree.entries)
          facts.set(sectionFact(section, key), textOf(plainOf(value)));
    }
  }
  for (const { members, everybody: _everybody, ...team } of teams.values()) {
    facts.set(nameOf('team', team.name), textOf(team));
    for (const { key } of members) facts.set(teammateFact(team.name, key), '');
  }
  return facts;
}

/** What is declared of one group. */
export function groupFacts({ membership, others, ...group }: DeclaredGroup): Facts {
  const rest = [...others].map(([key, { tree }]) => [key, plainOf(tree)]);
  const facts = new Map([[nameOf('group', group.name), textOf({ ...group, others: rest })]]);
  if (membership !== null) facts.set(managedFact(group.name), '');
  for (const entry of membership?.members ?? [])
    facts.set(memberFact(group.name, entry.person.key), entryFact(entry));
  for (const grant of membership?.grants ?? [])
    facts.set(nameOf('grant', group.name, grant.team), textOf(grant));
  return facts;
}

/** The name of the fact of everything that is neither a group nor a team. */
export const restFact = 'rest';

/** The name of the fact that somebody has an own entry in a group. */
export function memberFact(group: string, key: string): string {
  return nameOf('member', group, key);
}

/** The name of the fact that somebody is in a team by its own list. */
export function teammateFact(team: string, key: string): string {
  return nameOf('teammate', team, key);
}

/** The name of the fact of one entry of what stands beside groups and teams, such as somebody's role in the organization. */
export function sectionFact(section: string, key: string): string {
  return nameOf('entry', section, key);
}

/** The name of the fact that a group's membership is managed. */
export function managedFact(group: string): string {
  return nameOf('managed', group);
}

/** What an own entry says, apart from whom it names. */
export function entryFact({ role, expires, reason, serviceAccount }: Omit<MemberEntry, 'person'>): string {
  return textOf([role, expires?.day ?? null, reason, serviceAccount]);
}

/**
 * Compares what an edit made with what it was to make.
 *
 * @param wanted the facts that change, `null` for those that go
 * @returns the names of the facts that are not as they should be
 */
export function unexpected(
  before: Facts,
  after: Facts,
  wanted: ReadonlyMap<string, string | null>,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys(), ...wanted.keys()]);
  return [...names].filter((name) => {
    const should = wanted.has(name) ? wanted.get(name) : before.get(name);
    return (should ?? undefined) !== after.get(name);
  });
}

function nameOf(...words: readonly string[]): string {
  return JSON.stringify(words);
}

/** As JSON, without the places in the files. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'place') return undefined;
    if (part instanceof Map) return [...part].map(([name, one]) => [name, plainIn(one)]);
    return part;
  });
}

/** What a kind of change reads for itself is there as a tree, whose places change with every line above. */
function plainIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainIn);
  return isProperty(value) ? plainOf(value.tree) : value;
}

function isProperty(value: unknown): value is OtherProperty {
  return typeof value === 'object' && value !== null && 'tree' in value && 'place' in value;
}
