import type { MembershipChange } from '../../model/membership.ts';
import { named, said } from '../../text/named.ts';
import type { ChangeText } from '../kind.ts';

/** One membership as people read it. */
export function membershipText(change: MembershipChange): ChangeText {
  return {
    subject: named(change.user),
    detail: detailOf(change),
    notes: notesOf(change),
  };
}

function detailOf({ before, after }: MembershipChange): string {
  if (before !== null && after !== null) return `${named(before)} -> ${named(after)}`;
  return named(after ?? before ?? '');
}

function notesOf(change: MembershipChange): readonly string[] {
  const notes: string[] = [];
  if (change.first_access) notes.push('first access to its private repositories');
  if (change.via !== null) notes.push(`team ${named(change.via)}`);
  if (change.cause === 'absent') notes.push('declared absent');
  if (change.cause === 'not_declared') notes.push('not declared');
  if (change.expires !== null) notes.push(endOf(change, change.expires));
  if (change.reason !== null) notes.push(`reason ${said(change.reason)}`);
  return notes;
}

/** `until 2026-12-31, then admin, team research`: what the same entry will do later, without anybody's doing. */
function endOf({ cause, afterwards }: MembershipChange, expires: string): string {
  if (cause === 'expired') return `ended ${named(expires)}`;
  const until = `until ${named(expires)}`;
  if (afterwards === null) return until;
  if (afterwards.role === null) return `${until}, then removed`;
  return `${until}, then ${afterwards.role}${afterwards.via === null ? '' : `, team ${named(afterwards.via)}`}`;
}
