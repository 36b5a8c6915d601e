import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Configuration, MemberEntry, Person, TeamGrant } from '../../src/config/declaration.ts';
import { isProvided, isToBeGone, isToBeMade } from '../../src/kinds/group/declared.ts';
import { declaredRoles, sectionName } from '../../src/kinds/organization-role/declared.ts';
import { type DeclaredResources, declaredResources } from '../../src/kinds/resource/declared.ts';
import { declaredSettings } from '../../src/kinds/setting/declared.ts';
import { fuzzRuns, fuzzSeed } from './support/arbitrary.ts';
import { configurationOf } from './support/load.ts';
import { style } from './support/style.ts';
import { type FileData, peopleOf, userOf, validFile } from './support/valid.ts';
import {
  type GrantData,
  type GroupData,
  type MemberData,
  products,
  type ResourcesData,
  resourceKeys,
} from './support/valid-groups.ts';

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
  const { mode = fallback } = data;
  const all = resourceKeys.flatMap((key) =>
    (data[key] ?? []).map((name) => `${key.replace(/s$/, '')}:${name}`),
  );
  return [mode === 'exact', all];
}

function dataOfGrant({ team, role, expires, reason }: TeamGrant): unknown {
  return [team, role, expires?.day ?? null, reason];
}

function normalGrant([team, grant]: readonly [string, GrantData]): unknown {
  const { role, expires, reason } = typeof grant === 'string' ? { role: grant } : grant;
  return [team, role, expires ?? null, reason ?? null];
}

/** The settings in the order in which they are declared: a name that is found by an id, text, auto-join, limits. */
function normalSettings(
  name: string,
  { id, state, description, auto_join, spend_limits }: GroupData,
): unknown {
  const join = auto_join === 'off' ? 'off' : `${auto_join?.role}/${auto_join?.scope}`;
  const limits = products.flatMap((product) => {
    const amount = spend_limits?.[product];
    return amount === undefined
      ? []
      : [[`spend_limits.${product}`, amount === null ? null : amount.toFixed(2)]];
  });
  return Object.fromEntries([
    ...(id === undefined || state !== undefined ? [] : [['name', name]]),
    ...(description === undefined ? [] : [['description', description.trim() || null]]),
    ...(auto_join === undefined ? [] : [['auto_join', join]]),
    ...limits,
  ]);
}

function dataOfPolicy({ policy }: Configuration): unknown {
  return (
    policy && {
      ...policy,
      lifetimes: Object.fromEntries(policy.lifetimes),
      separate: policy.separate.map((list) => list.map(({ name }) => name)),
    }
  );
}

function normalPolicy({ policy }: FileData): unknown {
  if (policy === undefined) return null;
  const { reasons = [], lifetimes = {}, separate = [], files = [] } = policy;
  const days = Object.entries(lifetimes).map(([role, text]) => [role, Number(text.replace('d', ''))]);
  return { reasons, lifetimes: Object.fromEntries(days), separate, files };
}

/** What of a configuration its file says, in one form. */
function dataOf(configuration: Configuration): unknown {
  const { organization, groups, teams, guards, others } = configuration;
  return {
    organization,
    policy: dataOfPolicy(configuration),
    roles: declaredRoles(others.get(sectionName), configuration).map(({ person, role }) => [
      person.key,
      role,
    ]),
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
      { create: isToBeMade(group), absent: isToBeGone(group), scim: isProvided(group) },
      Object.fromEntries(declaredSettings(group).map(({ setting, value }) => [setting, value])),
      dataOfResources(declaredResources(group, configuration)),
      group.membership && {
        members: group.membership.members.map((entry) => [entry.person.written, dataOfMember(entry)]),
        teams: group.membership.grants.map(dataOfGrant),
      },
    ]),
  };
}

function normal(file: FileData): unknown {
  const { organization, people, defaults, guards, teams, groups, organization_members = {} } = file;
  const keyOf = (one: string) =>
    people !== undefined && one.includes('@') ? userOf(one) : one.toLowerCase();
  return {
    organization,
    policy: normalPolicy(file),
    roles: Object.entries(organization_members).map(([one, role]) => [keyOf(one), role]),
    guards: {
      max_removals: guards?.max_removals ?? null,
      protected_members: guards?.protected_members ?? [],
    },
    teams: Object.entries(teams).map(([name, { members, include }]) => [name, members, include]),
    groups: Object.entries(groups).map(([name, group]) => {
      const { id, create, state, managed_by, membership, members, teams: grants, resources } = group;
      return [
        name,
        id ?? null,
        membership ?? defaults?.membership ?? 'additive',
        { create: create ?? false, absent: state === 'absent', scim: managed_by === 'scim' },
        normalSettings(name, group),
        normalResources(resources, defaults?.resources),
        members === undefined && grants === undefined
          ? null
          : {
              members: Object.entries(members ?? {}).map(([user, member]) => [user, normalMember(member)]),
              teams: Object.entries(grants ?? {}).map(normalGrant),
            },
      ];
    }),
  };
}

it('a configuration loads as the data that was written, in every style', () => {
  fc.assert(
    fc.property(validFile, style, (data, print) => {
      expect(dataOf(configurationOf(print(data), peopleOf(data)))).toEqual(normal(data));
    }),
    { seed: fuzzSeed, numRuns: fuzzRuns },
  );
});
