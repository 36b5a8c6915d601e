import { count, enumerate, firstOf } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import type { ChangeText } from '../kind.ts';
import type { GroupChange, GroupLoss } from './change.ts';

/** So many people are named beside a group that is deleted. */
const mostNamed = 6;
/** So many of the others are named where there is room. */
const mostOthers = 50;

/** A group that is made or deleted as people read it. */
export function groupText({ subject, loss }: GroupChange): ChangeText {
  return {
    subject: 'group',
    detail: quoted(subject),
    notes: loss === null ? [] : notesOf(loss),
    details: loss === null ? [] : othersIn(loss),
  };
}

/** Who loses it besides those whom the notes name. */
function othersIn({ members }: GroupLoss): readonly string[] {
  const others = members.slice(mostNamed);
  if (others.length === 0) return [];
  return [`access is lost as well by ${enumerate(firstOf(others, mostOthers, withRole))}`];
}

function notesOf(loss: GroupLoss): readonly string[] {
  const held = heldBy(loss);
  return [peopleOf(loss), ...(held === null ? [] : [`${held} in no group then`])];
}

function peopleOf({ members }: GroupLoss): string {
  if (members.length === 0) return 'nobody is in it';
  const told = firstOf(members, mostNamed, withRole).join(', ');
  return `${count(members.length, 'person loses', 'people lose')} access: ${told}`;
}

/** `ada admin`. */
export function withRole({ user, role }: GroupLoss['members'][number]): string {
  return `${named(user)} ${named(role)}`;
}

/** `3 repositories (2 private)`; `null` for none. */
export function heldBy({ repositories, private: secret, other_resources }: GroupLoss): string | null {
  if (repositories === null) return 'an unknown number of repositories';
  const all = [
    ...(repositories === 0
      ? []
      : [`${count(repositories, 'repository', 'repositories')}${secretly(secret)}`]),
    ...(other_resources === null || other_resources === 0 ? [] : [count(other_resources, 'other resource')]),
  ];
  return all.length === 0 ? null : all.join(' and ');
}

function secretly(secret: number | null): string {
  if (secret === 0) return '';
  return secret === null ? ' (how many of them private unknown)' : ` (${secret} private)`;
}
