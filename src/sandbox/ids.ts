import { createHash } from 'node:crypto';

/** An id as the Hub has them, 24 lower-case hex digits; the same parts give the same id. */
export function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);
}

/** An id for a new group that is not in `taken`: groups may share their name, never their id. */
export function groupId(organization: string, name: string, taken: { has(id: string): boolean }): string {
  for (let copy = 0; ; copy += 1) {
    const id = idOf('group', organization.toLowerCase(), name, String(copy));
    if (!taken.has(id)) return id;
  }
}
