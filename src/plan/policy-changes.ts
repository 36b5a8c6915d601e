import type { Configuration } from '../config/declaration.ts';
import { protectedPeople } from '../kinds/membership/protected.ts';
import { Suggester } from '../kinds/membership/suggest.ts';
import type { Live } from '../live/organization.ts';
import { type Change, type LimitValue, limitNames, type Policy, type PolicyChange } from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import { type Place, sourceOf } from '../text/source-file.ts';
import { droppedChanges } from './dropped-changes.ts';
import { entryChanges } from './entry-changes.ts';
import { limits } from './guards/limits.ts';
import { membershipChanges } from './membership-changes.ts';
import { policySectionChanges } from './policy-section-changes.ts';
import { resourceModeChanges } from './resource-mode-changes.ts';
import type { AgainstBase } from './sides.ts';

/**
 * Every rule that differs between base and head: guards, protected members, waivers, how groups are managed, what is
 * not declared any more, ends of entries. What loosens comes first, then by what it is about.
 *
 * @param changes those of the head, which show their own ends and moves
 * @param policy that of the head
 */
export function policyChanges(
  against: AgainstBase,
  changes: readonly Change[],
  policy: Policy,
): readonly PolicyChange[] {
  const head = against.head.configuration;
  const base = against.base.configuration;
  return [
    ...limitChanges(head, base, policy, against.live),
    ...protectionChanges(head, base, against.live),
    ...waiverChanges(head, base),
    ...policySectionChanges(head, base),
    ...membershipChanges(against),
    ...resourceModeChanges(against),
    ...droppedChanges(against, changes),
    ...entryChanges(against, changes),
  ].sort((a, b) => Number(b.loosens) - Number(a.loosens));
}

function limitChanges(
  head: Configuration,
  base: Configuration,
  policy: Policy,
  live: Live,
): readonly PolicyChange[] {
  const text = (limit: LimitValue): string | null => (limit === null ? null : String(limit));
  return limitNames.flatMap((name) => {
    const { of, allowed } = limits[name];
    const [before, after] = [of(base.guards), of(head.guards)];
    if (before === after) return [];
    const loosens =
      allowed({ ...policy, [name]: after }, live) > allowed({ ...policy, [name]: before }, live);
    return [ofAll('guard', name, text(before), text(after), loosens, null)];
  });
}

function protectionChanges(head: Configuration, base: Configuration, live: Live): readonly PolicyChange[] {
  const [before, after] = [base, head].map((configuration) => {
    const { found } = protectedPeople(configuration, live, new Suggester(live, false));
    return new Map(found.map(({ name, person }) => [name.toLowerCase(), { name, place: person.place }]));
  });
  const gone = onlyIn(before, after).map(({ name }) =>
    ofAll('protected_member', name, 'protected', null, true, null),
  );
  const come = onlyIn(after, before).map(({ name, place }) =>
    ofAll('protected_member', name, null, 'protected', false, place),
  );
  return [...gone, ...come].sort((a, b) => compareCodePoints(a.subject ?? '', b.subject ?? ''));
}

function waiverChanges(head: Configuration, base: Configuration): readonly PolicyChange[] {
  const [before, after] = [base, head].map(
    ({ waivers }) => new Map(waivers.map((waiver) => [`${waiver.guard}\t${waiver.digest}`, waiver])),
  );
  const gone = onlyIn(before, after).map(({ guard, digest }) =>
    ofAll('waiver', guard, digest, null, false, null),
  );
  const come = onlyIn(after, before).map(({ guard, digest, place }) =>
    ofAll('waiver', guard, null, digest, true, place),
  );
  return [...come, ...gone];
}

/** The values whose keys the other has not. */
function onlyIn<T>(
  one: ReadonlyMap<string, T> = new Map(),
  other: ReadonlyMap<string, T> = new Map(),
): readonly T[] {
  return [...one].flatMap(([key, value]) => (other.has(key) ? [] : [value]));
}

/** A rule of the whole configuration. */
function ofAll(
  kind: PolicyChange['kind'],
  subject: string,
  before: string | null,
  after: string | null,
  loosens: boolean,
  place: Place | null,
): PolicyChange {
  return {
    kind,
    group: null,
    subject,
    before,
    after,
    loosens,
    source: place === null ? null : sourceOf(place),
  };
}
