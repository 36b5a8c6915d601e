import { quoted } from '../../text/named.ts';
import { changesByGroup, type Guard } from './types.ts';

/** Refuses to leave a group without admins that has some. */
export const lastAdmin: Guard = (input) =>
  changesByGroup(input).flatMap(([group, changes]) => {
    let admins = 0;
    for (const { role } of group.members.values()) if (role === 'admin') admins++;
    const before = admins;
    for (const change of changes) {
      if (change.before === 'admin') admins--;
      if (change.after === 'admin') admins++;
    }
    if (before === 0 || admins > 0) return [];
    const message = `${quoted(group.info.name)} would lose ${before === 1 ? 'its only admin' : `all its ${before} admins`}`;
    const source =
      changes.find((change) => change.before === 'admin' && change.after !== 'admin')?.source ?? null;
    return [{ message, group: { id: group.info.id, name: group.info.name }, user: null, source }];
  });
