import fc from 'fast-check';
import { roles } from '../../../src/model/membership.ts';
import type { GrantData, GroupData } from './valid-groups.ts';
import { name } from './words.ts';

/** The rules of a file. */
export interface PolicyData {
  readonly reasons?: readonly string[];
  readonly lifetimes?: Readonly<Record<string, string>>;
  readonly separate?: readonly (readonly string[])[];
  readonly files?: readonly { readonly path: string; readonly groups: readonly string[] }[];
}

/** What the rules speak of. */
interface Ruled {
  readonly teams: Readonly<
    Record<string, { readonly members: readonly string[]; readonly include: readonly string[] }>
  >;
  readonly groups: Readonly<Record<string, GroupData>>;
}

/** More days than there are up to the last end that an entry has. */
const farthest = '9999d';

/** Rules that the groups keep, whatever day it is; those for files are for other ones. */
export function policyKeptBy({ teams, groups }: Ruled): fc.Arbitrary<PolicyData> {
  const entries = Object.values(groups).flatMap(({ members, teams: grants }) => [
    ...Object.values(members ?? {}),
    ...Object.values(grants ?? {}),
  ]);
  const always = (key: 'reason' | 'expires') =>
    roles.filter((role) => entries.every((entry) => roleIn(entry) !== role || hasTerm(entry, key)));
  const closed = Object.keys(groups).filter((one) => (groups[one]?.auto_join ?? 'off') === 'off');
  const apart = closed.filter((one, at, all) =>
    all.every((other, index) => index >= at || !shareSomebody(peopleIn(one), peopleIn(other))),
  );

  function peopleIn(group: string): ReadonlySet<string> {
    const { members = {}, teams: grants = {} } = groups[group] ?? {};
    return new Set([...Object.keys(members), ...Object.keys(grants).flatMap(everybodyIn)]);
  }
  function everybodyIn(team: string): readonly string[] {
    const { members, include } = teams[team] ?? { members: [], include: [] };
    return [...members, ...include.flatMap(everybodyIn)];
  }

  return fc.record(
    {
      reasons: fc.subarray(always('reason')),
      lifetimes: fc
        .subarray(always('expires'))
        .map((some) => Object.fromEntries(some.map((role) => [role, farthest]))),
      separate: fc.constant(apart.length < 2 ? [] : [apart]),
      files: fc.array(
        fc.record({
          path: fc.constantFrom('access/research/**', 'no/*.yaml', '**/x y.yaml'),
          groups: fc.array(fc.oneof(name, fc.constant('Research *')), { maxLength: 2 }),
        }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
}

function roleIn(entry: GrantData): string {
  return typeof entry === 'string' ? entry : entry.role;
}

function hasTerm(entry: GrantData, key: 'reason' | 'expires'): boolean {
  return typeof entry !== 'string' && entry[key] !== undefined;
}

function shareSomebody(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((one) => right.has(one));
}
