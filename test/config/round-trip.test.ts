import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Configuration, MemberEntry, Person } from '../../src/config/declaration.ts';
import { fuzzRuns, fuzzSeed } from './support/arbitrary.ts';
import { configurationOf } from './support/load.ts';
import { type FileData, type MemberData, style, validFile } from './support/valid.ts';

const names = (people: readonly Person[]) => people.map(({ written }) => written);

function dataOfMember({ role, expires, reason, serviceAccount }: MemberEntry): unknown {
  return { role: role ?? 'absent', expires: expires?.day ?? null, reason, service_account: serviceAccount };
}

function normalMember(member: MemberData): unknown {
  const { role, expires, reason, service_account } = typeof member === 'string' ? { role: member } : member;
  return {
    role,
    expires: expires ?? null,
    reason: reason ?? null,
    service_account: service_account ?? false,
  };
}

/** What of a configuration its file says, in one form. */
function dataOf({ organization, groups, teams, guards }: Configuration): unknown {
  return {
    organization,
    guards: { max_removals: guards.maxRemovals, protected_members: names(guards.protectedMembers) },
    teams: [...teams.values()].map(({ name, members, includes }) => [
      name,
      names(members),
      includes.map(({ team }) => team),
    ]),
    groups: groups.map(({ name, id, mode, membership }) => [
      name,
      id?.value ?? null,
      mode.value,
      membership && {
        members: membership.members.map((entry) => [entry.person.written, dataOfMember(entry)]),
        teams: membership.grants.map(({ team, role }) => [team, role]),
      },
    ]),
  };
}

function normal({ organization, defaults, guards, teams, groups }: FileData): unknown {
  return {
    organization,
    guards: {
      max_removals: guards?.max_removals ?? null,
      protected_members: guards?.protected_members ?? [],
    },
    teams: Object.entries(teams).map(([name, { members, include }]) => [name, members, include]),
    groups: Object.entries(groups).map(([name, { id, membership, members, teams: grants }]) => [
      name,
      id ?? null,
      membership ?? defaults?.membership ?? 'additive',
      members === undefined && grants === undefined
        ? null
        : {
            members: Object.entries(members ?? {}).map(([user, member]) => [user, normalMember(member)]),
            teams: Object.entries(grants ?? {}),
          },
    ]),
  };
}

it('a configuration loads as the data that was written, in every style', () => {
  fc.assert(
    fc.property(validFile, style, (data, print) => {
      expect(dataOf(configurationOf(print(data)))).toEqual(normal(data));
    }),
    { seed: fuzzSeed, numRuns: fuzzRuns },
  );
});
