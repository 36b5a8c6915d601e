import { visible } from '../../text/visible.ts';
import type { ChangeText } from '../kind.ts';
import type { MembershipChange } from './types.ts';

/** One membership as people read it. */
export function membershipText(change: MembershipChange): ChangeText {
  return { subject: visible(change.user), detail: detailOf(change), notes: notesOf(change) };
}

function detailOf({ before, after }: MembershipChange): string {
  if (before !== null && after !== null) return `${visible(before)} -> ${visible(after)}`;
  return visible(after ?? before ?? '');
}

function notesOf(change: MembershipChange): readonly string[] {
  const notes: string[] = [];
  if (change.first_access) notes.push('first access to its private repositories');
  if (change.via !== null) notes.push(`team ${visible(change.via)}`);
  if (change.cause === 'absent') notes.push('declared absent');
  if (change.cause === 'not_declared') notes.push('not declared');
  if (change.expires !== null)
    notes.push(`${change.cause === 'expired' ? 'ended' : 'until'} ${change.expires}`);
  if (change.action === 'update' && change.destructive) notes.push('less access');
  if (change.reason !== null) notes.push(visible(change.reason));
  return notes;
}
