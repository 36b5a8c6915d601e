import { count, enumerate } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import type { ChangeText } from '../kind.ts';
import type { ResourceChange } from './change.ts';

/** One move as people read it. */
export function resourceText(change: ResourceChange): ChangeText {
  return {
    subject: named(change.subject),
    detail: detailOf(change),
    notes: notesOf(change),
    details: detailsOf(change),
  };
}

function detailOf({ after, from }: ResourceChange): string {
  if (after === null) return 'to no group';
  return from === null ? 'from no group' : `from ${quoted(from.name)}`;
}

function notesOf({ private: secret, audience }: ResourceChange): readonly string[] {
  const notes = secret === false ? [] : [secret === null ? 'whether private unknown' : 'private'];
  if (audience === null) return notes;
  const { more, fewer } = audience;
  if (more > 0) notes.push(`${count(more, 'more person sees', 'more people see')} it`);
  if (fewer > 0) notes.push(`${count(fewer, 'person no longer sees', 'people no longer see')} it`);
  return notes;
}

/** Who they are, by name. */
function detailsOf({ audience }: ResourceChange): readonly string[] {
  if (audience === null) return [];
  const { more, more_users: gaining, fewer, fewer_users: losing } = audience;
  return [
    ...(more === 0 ? [] : [`seen by ${listed(gaining, more)}`]),
    ...(fewer === 0 ? [] : [`no longer seen by ${listed(losing, fewer)}`]),
  ];
}

function listed(users: readonly string[], all: number): string {
  const names = users.map((user) => named(user));
  return enumerate(all > names.length ? [...names, `${all - names.length} more`] : names);
}
