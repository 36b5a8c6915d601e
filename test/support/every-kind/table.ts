import { stringify } from 'yaml';
import { kindOf } from '../../../src/kinds/registry.ts';
import type { Snapshot } from '../../../src/live/organization.ts';
import type { Change, ChangeByKind } from '../../../src/model/plan.ts';
import type { Directory } from '../../../src/sandbox/directory.ts';
import type { HandSeed } from '../../../src/sandbox/model.ts';
import { snapshotOfSeed } from '../seed-snapshot.ts';
import { groupSamples } from './groups.ts';
import { membershipSamples } from './memberships.ts';
import { organizationRoleSamples } from './organization-roles.ts';
import { collection, resourceSamples } from './resources.ts';
import { type Declared, elsewhere, type Given, type Sample, type Tree } from './sample.ts';
import { settingSamples } from './settings.ts';

/*
 * One sample of every kind of change, and of every way in which it comes about, each in a group or about a person of its
 * own: what every part of the program has to know of each is tested by this one table. A kind of the registry without a
 * sample does not compile.
 */

/** Every kind of the registry has samples: without them this does not compile. */
const byKind: Readonly<Record<keyof ChangeByKind, readonly Given[]>> = {
  group: groupSamples,
  setting: settingSamples,
  membership: membershipSamples,
  resource: resourceSamples,
  organization_role: organizationRoleSamples,
};

export const kindNames = [
  'group',
  'setting',
  'membership',
  'resource',
  'organization_role',
] as const satisfies readonly (keyof ChangeByKind)[];

/** The table. */
export const samples: readonly Sample[] = kindNames.flatMap((kind) =>
  byKind[kind].map((one) => ({ kind, ...one })),
);

/** The rows of the table, for `it.each`. */
export const rows: readonly (readonly [string, Sample])[] = samples.map((one) => [one.title, one]);

/** An organization with all that the samples need, before any of them is made. */
export const everySeed: HandSeed = {
  organization: 'acme-ai',
  plan: 'enterprise',
  email_domains: ['acme.ai'],
  members: {
    root: { role: 'admin', email: 'root@acme.ai' },
    kim: { role: 'read', email: 'kim@acme.ai' },
    lee: { role: 'read', email: 'lee@acme.ai' },
    noor: { role: 'read', email: 'noor@acme.ai' },
    zoe: { role: 'read', email: 'zoe@acme.ai' },
    ...Object.fromEntries(
      ['mia', 'ned', 'oli'].map((name) => [
        name,
        { role: name === 'oli' ? 'write' : 'read', email: `${name}@acme.ai` },
      ]),
    ),
  },
  service_accounts: ['ci-bot'],
  groups: {
    [elsewhere.name]: { id: elsewhere.id, members: { root: 'admin', mia: 'read', oli: 'write' } },
    ...Object.assign({}, ...samples.map(({ live }) => live)),
  },
  repositories: [
    { type: 'model', name: 'free-model', private: true },
    { type: 'dataset', name: 'free-dataset', private: true },
    { type: 'space', name: 'free-space', private: false },
    { type: 'bucket', name: 'free-bucket', private: true },
  ],
  collections: [{ id: collection, slug: 'free', private: true }],
};

/** What the Hub answers of it, by itself or after something happened there. */
export function everySnapshot(happened?: (directory: Directory) => void): Snapshot {
  return snapshotOfSeed(everySeed, happened);
}

/** What guards would refuse of the table, and what is asked for here. */
export const waived = ['group-deletion', 'resource-exposure', 'max-removals'] as const;

/** One file that says what all of them say. */
export function together(declared: readonly Declared[]): string {
  const groups: Record<string, Tree> = {};
  const roles: Record<string, string> = {};
  for (const one of declared) {
    for (const [name, tree] of Object.entries(one.groups ?? {})) groups[name] = { ...groups[name], ...tree };
    Object.assign(roles, one.organization_members);
  }
  return stringify({
    version: 1,
    organization: 'acme-ai',
    teams: { squad: { members: ['noor'] } },
    groups,
    ...(Object.keys(roles).length === 0 ? {} : { organization_members: roles }),
  });
}

/** What a change is, as the table writes it. */
export function lineOf(change: Change): Sample['line'] {
  const kind = kindOf(change);
  const value = (one: string | null): string => (one === null ? '-' : kind.digestValue(one));
  return [kind.subject(change), value(change.before), value(change.after)];
}
