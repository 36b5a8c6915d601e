import type { Directory } from '../../../src/sandbox/directory.ts';
import type { Random } from '../random.ts';
import { renameAccount, renamed } from '../rename.ts';
import {
  type GroupName,
  groups,
  idOf,
  organizationRoles,
  people,
  provided,
  roles,
  subjects,
} from './organization.ts';

/** What somebody does in the web interface. */
export type Hand =
  /** `null` takes the user out of the group. */
  | { readonly kind: 'member'; readonly group: GroupName; readonly user: string; readonly to: string | null }
  | { readonly kind: 'leave' | 'rename_user'; readonly user: string }
  | { readonly kind: 'role'; readonly user: string; readonly to: string }
  | { readonly kind: 'rename' | 'describe' | 'limit' | 'join' | 'delete'; readonly group: GroupName }
  | { readonly kind: 'move'; readonly subject: string; readonly to: GroupName | null };

/** … once so many requests have come. */
export type Click = Hand & { readonly at: number };

/** Some clicks, most of them of people. */
export function clicksOf(random: Random): readonly Click[] {
  return Array.from({ length: 1 + random.below(6) }, () => ({
    ...handOf(random),
    at: 5 + random.below(random.chance(0.5) ? 5 : 20),
  }));
}

function handOf(random: Random): Hand {
  const group = random.pick(groups);
  const user = random.pick(people);
  const kind = random.pick([
    ...(['member', 'member', 'member', 'leave', 'role', 'rename', 'rename_user'] as const),
    ...(['describe', 'limit', 'join', 'delete', 'move', 'move'] as const),
  ]);
  switch (kind) {
    case 'member':
      return { kind, group, user, to: random.pick([null, ...roles]) };
    case 'leave':
    case 'rename_user':
      return { kind, user };
    case 'role':
      return { kind, user, to: random.pick(organizationRoles) };
    case 'move':
      return { kind, subject: random.pick(subjects), to: random.pick([null, ...groups]) };
    default:
      return { kind, group };
  }
}

/** Does it, where it can be done: a group may be gone by then, and where SCIM decides, nobody adds people by hand. */
export function make(directory: Directory, hand: Hand): void {
  switch (hand.kind) {
    case 'leave':
      if (directory.account(hand.user)?.kind === 'member') directory.leave(hand.user);
      return;
    case 'rename_user':
      renameAccount(directory, hand.user);
      return;
    case 'role':
      if (directory.account(hand.user)?.kind === 'member') directory.setOrganizationRole(hand.user, hand.to);
      return;
    case 'move':
      if (hand.to === null || directory.group(idOf(hand.to)) !== undefined) move(directory, hand);
      return;
    default:
      if (directory.group(idOf(hand.group)) !== undefined) change(directory, hand);
  }
}

function move(directory: Directory, { subject, to }: Extract<Hand, { readonly kind: 'move' }>): void {
  const [type = '', name = ''] = subject.split(':');
  const wanted = type === 'collection' ? { type, id: name.slice(-24) } : { type, name };
  directory.move(wanted, to === null ? null : idOf(to), 'boss');
}

function change(directory: Directory, hand: Extract<Hand, { readonly group: GroupName }>): void {
  const id = idOf(hand.group);
  switch (hand.kind) {
    case 'member':
      if (directory.group(id)?.scim === true || directory.account(hand.user)?.kind !== 'member') return;
      if (hand.to === null) directory.removeFromGroup(id, hand.user);
      else directory.setRole(id, hand.user, hand.to);
      return;
    case 'rename':
      directory.updateGroup(id, { name: `${hand.group} (renamed)` });
      return;
    case 'describe':
      directory.updateGroup(id, { description: 'By hand' });
      return;
    case 'limit':
      directory.updateGroup(id, { spendLimits: { jobs: 42 } });
      return;
    case 'join':
      if (hand.group !== provided) directory.setAutoJoin(id, { enabled: true, role: 'contributor' });
      return;
    case 'delete':
      directory.deleteGroup(id);
  }
}

/** What a click may have changed of what a plan is about. */
export function touches(
  hand: Hand,
  about: { readonly kind: string; readonly groups: readonly string[]; readonly subject: string },
): boolean {
  const isThere = 'group' in hand && about.groups.includes(idOf(hand.group));
  switch (hand.kind) {
    case 'member':
      return isThere && about.kind === 'membership' && isSame(about.subject, hand.user);
    case 'leave':
    case 'role':
      return (
        isSame(about.subject, hand.user) && (hand.kind === 'leave' || about.kind === 'organization_role')
      );
    case 'rename_user':
      return [hand.user, renamed(hand.user)].some((name) => isSame(about.subject, name));
    case 'move':
      return about.subject === hand.subject;
    case 'rename':
      return isThere && (about.kind === 'group' || about.subject === 'name');
    case 'describe':
      return isThere && about.subject === 'description';
    case 'limit':
      return isThere && about.subject === 'spend_limits.jobs';
    case 'join':
      return isThere && (about.kind === 'membership' || about.subject === 'auto_join');
    case 'delete':
      return isThere;
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
