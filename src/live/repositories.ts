import type { LiveRepository } from './organization.ts';
import { isObject, textOf } from './read.ts';

/** The repositories of a list by what tells them apart; what does not say which it is is passed over: nothing declares it. */
export function repositoriesOf(list: readonly unknown[]): ReadonlyMap<string, LiveRepository> {
  const repositories = new Map<string, LiveRepository>();
  for (const value of list) {
    if (!isObject(value)) continue;
    const [type, name] = [textOf(value['type']), textOf(value['id'])];
    if (type === null || name === null) continue;
    repositories.set(`${type}:${name.toLowerCase()}`, { name, private: isPrivate(value['visibility']) });
  }
  return repositories;
}

/** A protected Space can be used by everybody, and its code is seen by members alone. */
function isPrivate(visibility: unknown): boolean | null {
  if (visibility === 'public') return false;
  return visibility === 'private' || visibility === 'protected' ? true : null;
}
