import type { DeclaredGroup, MemberEntry } from '../config/declaration.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import { raises } from '../kinds/membership/ends.ts';
import { membershipsIn } from '../kinds/membership/only.ts';
import { identify, TeamDirectory } from '../kinds/membership/people.ts';
import { type Wanted, type WantedContext, wantedIn } from '../kinds/membership/wanted.ts';
import { targetKey } from '../model/change.ts';
import type { Change, PolicyChange } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import { compareCodePoints } from '../text/order.ts';
import { sourceOf } from '../text/source-file.ts';
import { compareGroups } from './order.ts';
import type { AgainstBase, Side } from './sides.ts';

/**
 * Own entries that end otherwise than in the base, that keep nobody out any more, or whose end will give a higher role:
 * what no change of today shows.
 *
 * @param changes those of the head: somebody who comes with a date is shown there
 */
export function entryChanges(
  { head, base, live, today }: AgainstBase,
  changes: readonly Change[],
): readonly PolicyChange[] {
  const changed = new Set(
    membershipsIn(changes).map(({ group, user }) => `${targetKey(group)}\t${user.toLowerCase()}`),
  );
  const before = new Map(base.matched.groups.map((group) => [group.live.info.id, group.declared]));
  const contextOf = ({ configuration }: Side): WantedContext => ({
    live,
    teams: new TeamDirectory(configuration.teams, live),
    today,
  });
  const [ofBase, ofHead] = [contextOf(base), contextOf(head)];
  return head.matched.groups
    .toSorted((a, b) => compareGroups(a.live.info, b.live.info))
    .flatMap((group) => {
      const was = before.get(group.live.info.id) ?? null;
      const isChanged = (key: string): boolean => changed.has(`${group.live.info.id}\t${key}`);
      return [
        ...endChanges(group, was, live, isChanged),
        ...grantEndChanges(group, was),
        ...laterRoles(group, was, ofBase, ofHead),
      ];
    });
}

function entriesOf(declared: DeclaredGroup | null): readonly MemberEntry[] {
  return declared?.membership?.members ?? [];
}

function ownEntries(
  declared: DeclaredGroup | null,
  live: WantedContext['live'],
): ReadonlyMap<string, MemberEntry> {
  return new Map(entriesOf(declared).map((entry) => [identify(entry.person, live).key, entry]));
}

/** Whether an own entry ends or keeps somebody out: few do, and only they are worth a look. */
function hasTerms(declared: DeclaredGroup | null): boolean {
  return entriesOf(declared).some(({ expires, role }) => expires !== null || role === null);
}

/** Whether an end that is put off, or gone, lets a role last longer. @param from, to `null` for none */
function lastsLonger(from: Day | null, to: Day | null): boolean {
  return from !== null && (to === null || to > from);
}

/** Teams that are named in both, with another end. Of one that is named anew the changes of its people tell. */
function grantEndChanges(
  { declared, live: { info } }: MatchedGroup,
  was: DeclaredGroup | null,
): readonly PolicyChange[] {
  const [old, now] = [was?.membership ?? null, declared.membership];
  if (old === null || now === null) return [];
  const before = new Map(old.grants.map((grant) => [grant.team, grant]));
  return now.grants
    .toSorted((a, b) => compareCodePoints(a.team, b.team))
    .flatMap(({ team, expires, place }): readonly PolicyChange[] => {
      const grant = before.get(team);
      const [from, to] = [grant?.expires?.day ?? null, expires?.day ?? null];
      if (grant === undefined || from === to) return [];
      const source = sourceOf(expires?.place ?? place);
      const group = { id: info.id, name: info.name };
      const ends = { before: from, after: to, loosens: lastsLonger(from, to) };
      return [{ kind: 'team_expires', group, subject: team, ...ends, source }];
    });
}

function endChanges(
  { declared, live: group }: MatchedGroup,
  was: DeclaredGroup | null,
  live: WantedContext['live'],
  isChanged: (key: string) => boolean,
): readonly PolicyChange[] {
  if (!hasTerms(was) && !hasTerms(declared)) return [];
  const before = ownEntries(was, live);
  const after = ownEntries(declared, live);
  const found: PolicyChange[] = [];
  const add = (key: string, change: Omit<PolicyChange, 'group' | 'subject'>): void => {
    const subject = live.people.get(key)?.user ?? group.members.get(key)?.user ?? key;
    found.push({ group: { id: group.info.id, name: group.info.name }, subject, ...change });
  };
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort(compareCodePoints)) {
    const [old, now] = [before.get(key), after.get(key)];
    const [from, to] = [old?.expires?.day ?? null, now?.expires?.day ?? null];
    if (now !== undefined && now.role !== null && from !== to && !(old === undefined && isChanged(key))) {
      add(key, {
        kind: 'expires',
        before: from,
        after: to,
        loosens: lastsLonger(from, to),
        source: sourceOf(now.expires?.place ?? now.person.place),
      });
    }
    const additive = declared.membership === null || declared.mode.value === 'additive';
    if (old?.role === null && now === undefined && additive && !group.members.has(key))
      add(key, { kind: 'absent', before: 'absent', after: null, loosens: true, source: null });
  }
  return found;
}

/** Entries whose end gives a higher role, and that do so otherwise than in the base. */
function laterRoles(
  { declared, live: group }: MatchedGroup,
  was: DeclaredGroup | null,
  ofBase: WantedContext,
  ofHead: WantedContext,
): readonly PolicyChange[] {
  const before = was === null ? new Map<string, Later>() : latersOf(was, group, ofBase);
  return [...latersOf(declared, group, ofHead)]
    .filter(([key, { text }]) => before.get(key)?.text !== text)
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(
      ([key, { text, wanted }]): PolicyChange => ({
        kind: 'later_role',
        group: { id: group.info.id, name: group.info.name },
        subject: ofHead.live.people.get(key)?.user ?? group.members.get(key)?.user ?? wanted.person.written,
        before: before.get(key)?.text ?? null,
        after: text,
        loosens: true,
        source: sourceOf(wanted.place),
      }),
    );
}

interface Later {
  readonly text: string;
  readonly wanted: Wanted;
}

function latersOf(
  declared: DeclaredGroup,
  group: MatchedGroup['live'],
  context: WantedContext,
): ReadonlyMap<string, Later> {
  const found = new Map<string, Later>();
  if (!hasTerms(declared)) return found;
  for (const [key, wanted] of wantedIn(declared, group, context).wanted) {
    const { expires, afterwards, role } = wanted;
    if (afterwards === null || !raises(role, afterwards)) continue;
    found.set(key, { text: `${afterwards.role} after ${expires}`, wanted });
  }
  return found;
}
