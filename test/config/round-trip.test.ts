import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Configuration, MemberEntry, Person } from '../../src/config/declaration.ts';
import { type DeclaredResources, declaredResources } from '../../src/kinds/resource/declared.ts';
import { fuzzRuns, fuzzSeed } from './support/arbitrary.ts';
import { configurationOf } from './support/load.ts';
import { type FileData, type MemberData, type ResourcesData, style, validFile } from './support/valid.ts';

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

function dataOfResources(declared: DeclaredResources | null): unknown {
  return declared && [declared.exact, declared.resources.map(({ type, name }) => `${type}:${name}`)];
}

function normalResources(data: ResourcesData | undefined, fallback: string | undefined): unknown {
  if (data === undefined) return null;
  const { mode = fallback, models = [], datasets = [] } = data;
  const all = [...models.map((name) => `model:${name}`), ...datasets.map((name) => `dataset:${name}`)];
  return [mode === 'exact', all];
}

/** What of a configuration its file says, in one form. */
function dataOf(configuration: Configuration): unknown {
  const { organization, groups, teams, guards } = configuration;
  return {
    organization,
    guards: { max_removals: guards.maxRemovals, protected_members: names(guards.protectedMembers) },
    teams: [...teams.values()].map(({ name, members, includes }) => [
      name,
      names(members),
      includes.map(({ team }) => team),
    ]),
    groups: groups.map((group) => [
      group.name,
      group.id?.value ?? null,
      group.mode.value,
      dataOfResources(declaredResources(group, configuration)),
      group.membership && {
        members: group.membership.members.map((entry) => [entry.person.written, dataOfMember(entry)]),
        teams: group.membership.grants.map(({ team, role }) => [team, role]),
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
    groups: Object.entries(groups).map(([name, { id, membership, members, teams: grants, resources }]) => [
      name,
      id ?? null,
      membership ?? defaults?.membership ?? 'additive',
      normalResources(resources, defaults?.resources),
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
