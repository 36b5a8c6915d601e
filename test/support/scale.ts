import type { Configuration, DeclaredGroup, MembershipMode } from '../../src/config/declaration.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Live } from '../../src/live/organization.ts';
import type { Plan } from '../../src/model/plan.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { idOf, snapshotOf, today } from './planning.ts';

/** What of each group is to do. */
export type Work =
  /** Everybody is in the group as declared. */
  | 'nothing'
  /** Nobody is in it yet. */
  | 'create'
  /** Everybody has another role. */
  | 'update'
  /** Everybody is to go. */
  | 'delete'
  /** Everybody is in it and nobody declared. */
  | 'unmanaged'
  /** Everybody declared is unknown to the organization. */
  | 'blocked';

/** An organization of 10,000 members and its configuration, of the given size, without any text to parse. */
export function organizationOf(groups: number, perGroup: number, work: Work) {
  const people = Array.from({ length: 10_000 }, (_, index) => `User-${index}`);
  const file = new SourceFile('groups.yaml', `${'members: {}\n'.repeat(1000)}`);
  const place = { file, offset: 6000, length: 3 };
  const role = { update: 'read', nothing: 'write' }[work as string] ?? 'write';
  const userOf = (group: number, at: number): string => people[(group * 37 + at) % people.length] ?? '';
  const lines = Array.from({ length: perGroup }, (_, at) => at);
  const isEmpty = work === 'create' || work === 'blocked';
  const live: Live = liveOf(
    snapshotOf(
      Array.from({ length: groups }, (_, group) => ({
        id: idOf(group),
        name: `Group ${group}`,
        users: isEmpty ? [] : lines.map((at) => ({ name: userOf(group, at), role })),
        resources: [],
      })),
      people.map((user) => ({ user, verifiedEmail: `${user}@acme.ai`.toLowerCase() })),
    ),
  );
  const named = (group: number, at: number): string =>
    work === 'blocked' ? `usr-${group}-${at}` : userOf(group, at).toLowerCase();
  const mode: MembershipMode = work === 'delete' ? 'exact' : 'additive';
  const declared = Array.from({ length: groups }, (_, group): DeclaredGroup => {
    const members = work === 'delete' || work === 'unmanaged' ? [] : lines;
    return {
      name: `Group ${group}`,
      place,
      id: null,
      others: new Map(),
      mode: { value: mode, place, isOwn: true },
      membership: {
        grants: [],
        keys: [],
        members: members.map((at) => {
          const written = named(group, at);
          const person = { written, key: written.toLowerCase(), isEmail: false, address: null, place };
          return { person, role: 'write', expires: null, reason: null, serviceAccount: false };
        }),
      },
    };
  });
  const configuration: Configuration = {
    organization: 'acme-ai',
    files: ['groups.yaml'],
    groups: declared,
    teams: new Map(),
    guards: { maxRemovals: null, protectedMembers: [], others: new Map() },
    waivers: [],
    defaults: new Map(),
    others: new Map(),
    people: new Map(),
    policy: null,
    keys: [],
  };
  return { configuration, live };
}

/** Plans it. */
export function planAtScale(
  { configuration, live }: ReturnType<typeof organizationOf>,
  withBase: boolean,
): Plan {
  const planned = createPlan({
    configuration,
    live,
    base: withBase ? configuration : null,
    selection: null,
    today,
    createdAt: '2026-11-20T12:00:00.000Z',
    toolVersion: '0.1.0',
    batchSize: 50,
    waive: [],
    warnings: [],
  });
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join('\n'));
  return planned.plan;
}
