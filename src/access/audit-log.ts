import { isObject, textOf } from '../live/read.ts';
import type { AccessEvent } from '../model/access-row.ts';

/** The types of events that say how somebody came to what they have, or lost it. */
export const auditTypes = [
  'resource_group.add_users',
  'resource_group.change_role',
  'resource_group.remove_users',
  'org.change_role',
  'org.remove_user',
  'org.leave',
] as const;

/** The most events that the Hub exports; where so many come, older ones are not among them. */
export const mostEvents = 100_000;

/** What was read of the audit log, or why nothing was. */
export type AuditLog =
  | { readonly kind: 'read'; readonly lists: readonly (readonly unknown[])[] }
  /** A sentence. */
  | { readonly kind: 'problem'; readonly problem: string };

/** An event with the names in its data. */
interface Named {
  readonly event: AccessEvent;
  /** In lower case. */
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** Whom and what an event may be about. */
interface Known {
  readonly hasUser: (key: string) => boolean;
  /** The id of the group that an id or a name means; `null` for none, and for a name that several have. */
  readonly groupOf: (text: string) => string | null;
}

/** The newest events, to be looked up by person and group. */
export class AuditIndex {
  /** The newest event by group and person, then by person alone for what is about the organization. */
  readonly #groups = new Map<string, AccessEvent>();
  readonly #organization = new Map<string, AccessEvent>();
  readonly events: number;
  readonly since: string | null;
  readonly cut: boolean;

  constructor(lists: readonly (readonly unknown[])[], known: Known) {
    const read = new Map<string, Named>();
    for (const list of lists) {
      for (const object of list) {
        const one = namedEvent(object, known);
        // A Hub that does not know the filter answers every list with all events.
        if (one !== null) read.set(textOf(isObject(object) ? object['_id'] : null) ?? `${read.size}`, one);
      }
    }
    const sorted = [...read.values()].sort((a, b) => Date.parse(b.event.at) - Date.parse(a.event.at));
    this.events = sorted.length;
    this.since = sorted.at(-1)?.event.at ?? null;
    this.cut = lists.some((list) => list.length >= mostEvents);
    for (const { event, users, groups } of sorted) {
      const inGroup = event.type.startsWith('resource_group.');
      for (const user of users) {
        if (!inGroup) setOnce(this.#organization, user, event);
        else for (const group of groups) setOnce(this.#groups, pairOf(group, user), event);
      }
    }
  }

  /** The newest event about somebody in a group. */
  inGroup(group: string, user: string): AccessEvent | null {
    return this.#groups.get(pairOf(group, user.toLowerCase())) ?? null;
  }

  /** The newest event about somebody in the organization. */
  inOrganization(user: string): AccessEvent | null {
    return this.#organization.get(user.toLowerCase()) ?? null;
  }
}

function setOnce(events: Map<string, AccessEvent>, key: string, event: AccessEvent): void {
  if (!events.has(key)) events.set(key, event);
}

function pairOf(group: string, user: string): string {
  return `${group}\t${user}`;
}

/** An event of the Hub's export; `null` for one that is of no known type, or says neither when nor what. */
function namedEvent(value: unknown, known: Known): Named | null {
  if (!isObject(value)) return null;
  const [at, type, message] = [textOf(value['createdAt']), textOf(value['type']), textOf(value['message'])];
  const instant = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(instant) || type === null || message === null) return null;
  if (!auditTypes.some((one) => one === type)) return null;
  const author = value['author'];
  const when = new Date(instant).toISOString();
  const event = { at: when, by: isObject(author) ? textOf(author['user']) : null, type, message };
  const users = new Set<string>();
  const groups = new Set<string>();
  for (const { text, path } of textsIn(value['data'])) {
    if (path.some(isAboutAuthor)) continue;
    if (path.some((key) => /group/i.test(key))) {
      const group = known.groupOf(text);
      if (group !== null) groups.add(group);
    }
    const key = text.toLowerCase();
    if (path.some((part) => /user|member/i.test(part)) && known.hasUser(key)) users.add(key);
  }
  return { event, users, groups };
}

/** What names who did it, and not whom it was done to. */
function isAboutAuthor(key: string): boolean {
  return /^(?:by|author|actor|owner)$|By$/.test(key);
}

/** An event may be about many, but not nest without end; the description says nothing of its data. */
const deepest = 6;
const mostTexts = 5_000;

/** Every text in untyped data, with the keys that lead to it. */
function textsIn(data: unknown): readonly { readonly text: string; readonly path: readonly string[] }[] {
  const found: { text: string; path: readonly string[] }[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (found.length >= mostTexts || path.length > deepest) return;
    if (typeof value === 'string') found.push({ text: value, path });
    else if (Array.isArray(value)) for (const one of value) walk(one, path);
    else if (isObject(value)) for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
  };
  walk(data, []);
  return found;
}
