import fc from 'fast-check';
import type { PeopleGiven } from '../../../src/config/people.ts';
import { SourceFile } from '../../../src/text/source-file.ts';
import { agreeing, type GroupData, groupsWith } from './valid-groups.ts';
import { type PolicyData, policyKeptBy } from './valid-policy.ts';
import { mode, name, people, person } from './words.ts';

/** A configuration as the data that its file holds. */
export interface FileData {
  readonly version: 1;
  readonly organization: string;
  readonly people?: string;
  readonly defaults?: {
    readonly membership: 'additive' | 'exact';
    readonly resources?: 'additive' | 'exact';
  };
  readonly guards?: {
    readonly max_removals: number | string;
    readonly max_joins?: number;
    readonly protected_members: readonly string[];
  };
  readonly policy?: PolicyData;
  readonly teams: Readonly<
    Record<string, { readonly members: readonly string[]; readonly include: readonly string[] }>
  >;
  readonly groups: Readonly<Record<string, GroupData>>;
  readonly organization_members?: Readonly<Record<string, string>>;
}

/** Configurations without an error, teams included only later ones, so that there is no cycle. */
export const validFile: fc.Arbitrary<FileData> = fc
  .uniqueArray(name, { maxLength: 5 })
  .chain((teamNames) => {
    const teams = fc
      .tuple(
        ...teamNames.map((_, at) =>
          fc.record({ members: people, include: fc.subarray(teamNames.slice(at + 1)) }),
        ),
      )
      .map((all) => Object.fromEntries(all.map((team, at) => [teamNames[at] ?? '', team])));
    return fc.record(
      {
        version: fc.constant(1 as const),
        organization: fc.constantFrom('acme-ai', 'A1', 'x.y_z'),
        people: fc.constantFrom('people.csv', 'no', '../a b/people.csv'),
        defaults: fc.record({ membership: mode, resources: mode }, { requiredKeys: ['membership'] }),
        guards: fc.record(
          {
            max_removals: fc.oneof(
              fc.nat(100),
              fc.nat(100).map((percent) => `${percent}%`),
            ),
            max_joins: fc.nat(100),
            protected_members: people,
          },
          { requiredKeys: ['max_removals', 'protected_members'] },
        ),
        teams,
        groups: groupsWith(teamNames),
        organization_members: fc.dictionary(
          person,
          fc.constantFrom('no_access', 'read', 'contributor', 'write', 'admin'),
          { maxKeys: 4 },
        ),
      },
      { requiredKeys: ['version', 'organization', 'teams', 'groups'] },
    );
  })
  .filter(({ groups }) => {
    const ids = Object.values(groups).flatMap(({ id }) => (id === undefined ? [] : [id]));
    return new Set(ids).size === ids.length;
  })
  .map((file) => ({ ...file, groups: agreeing(file) }))
  .chain((file) =>
    fc.option(policyKeptBy(file)).map((policy) => (policy === null ? file : { ...file, policy })),
  );

/** The table that `people` names: each address that the file has is somebody whom the file does not name otherwise. */
export function peopleOf({ guards, teams, groups, organization_members = {} }: FileData): PeopleGiven {
  const all = [
    ...(guards?.protected_members ?? []),
    ...Object.values(teams).flatMap(({ members }) => members),
    ...Object.values(groups).flatMap(({ members = {} }) => Object.keys(members)),
    ...Object.keys(organization_members),
  ];
  const rows = all.filter((one) => one.includes('@')).map((one) => `${one},${userOf(one)}\n`);
  return { kind: 'file', file: new SourceFile('people.csv', ['email,username\n', ...rows].join('')) };
}

/** Who has an address, by {@link peopleOf}. */
export function userOf(address: string): string {
  return `_${address.replace('@', '.')}`;
}
