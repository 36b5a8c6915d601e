import { quoted } from '../../text/named.ts';
import { changesByGroup, type Guard } from './types.ts';

/** Refuses to leave a group without members that has some. */
export const emptiedGroup: Guard = (input) =>
  changesByGroup(input).flatMap(([group, changes]) => {
    const added = changes.filter((change) => change.action === 'create').length;
    const removed = changes.filter((change) => change.action === 'delete');
    if (group.members.size + added - removed.length > 0) return [];
    const members = group.members.size === 1 ? 'its only member' : `all its ${group.members.size} members`;
    const message = `${quoted(group.info.name)} would lose ${members} and be empty`;
    const source = removed[0]?.source ?? null;
    return [{ message, group: { id: group.info.id, name: group.info.name }, user: null, source }];
  });
