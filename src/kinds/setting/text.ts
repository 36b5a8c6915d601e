import { count } from '../../text/count.ts';
import { named, quoted, said } from '../../text/named.ts';
import { visible } from '../../text/visible.ts';
import type { ChangeText } from '../kind.ts';
import { productOf, type SettingChange } from './change.ts';

/** So much of a description stands in a line. */
const longestPart = 80;

/** One setting as people read it. */
export function settingText(change: SettingChange): ChangeText {
  return { subject: change.subject, detail: detailOf(change), notes: notesOf(change) };
}

function detailOf({ subject, before, after }: SettingChange): string {
  const show = (value: string | null): string => shownValue(subject, value);
  return before === null ? show(after) : `${show(before)} -> ${show(after)}`;
}

function shownValue(subject: SettingChange['subject'], value: string | null): string {
  if (productOf(subject) !== null) return value === null ? 'no limit' : `$${visible(value)}`;
  if (value === null) return 'none';
  switch (subject) {
    case 'name':
      return quoted(value);
    case 'description':
      return said(value, longestPart);
    default:
      return named(value);
  }
}

function notesOf({ joins, used }: SettingChange): readonly string[] {
  if (used !== null) return [`$${visible(used)} used this month`];
  if (joins === null) return [];
  return [joins === 0 ? 'nobody joins at once' : `${count(joins, 'person joins', 'people join')} at once`];
}
