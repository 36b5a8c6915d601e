import type { WriteOutcome } from '../../../hub/types.ts';

type Refused = Extract<WriteOutcome, { readonly kind: 'refused' }>;

/** What a refusal is about, which decides what can still be done. */
export type RefusalScope =
  /** The token or the organization: nothing in this run can succeed. */
  | 'run'
  /** The group, or what the token may do there. */
  | 'group'
  /** The group is linked to a SCIM group: only service accounts can be changed by hand. */
  | 'scim'
  /** Some of the users: the others may still get in. */
  | 'users';

/**
 * Reads what a refusal is about. The Hub gives 403 for a user who is not in the organization and for a token that may
 * not write, and tells them apart only by the text, whose wording is not published. So a text that speaks of
 * permissions counts for the whole group, and everything else for the users: trying them apart costs calls, giving up
 * on them would cost somebody's access.
 */
export function scopeOf({ status, message }: Refused): RefusalScope {
  if (status === 401 || status === 402) return 'run';
  if (/\bscim\b/i.test(message)) return 'scim';
  if (status === 404 || status === 405 || status === 429) return 'group';
  if (status === 403 && aboutPermission.test(message)) return 'group';
  return 'users';
}

const aboutPermission =
  /\b(?:access this resource|approved by the organization|permission|not allowed|not authori[sz]ed|unauthori[sz]ed|token)\b/i;

/** Words that messages are made of. A user of such a name is not taken as named by it. */
const ordinaryWords = new Set(
  'a add added admin already an and are as at be by can cannot contributor does email exist found group groups in invalid is it member members name no not of on one or organization organizations please read request resource role some than the these this to try unknown user username usernames users was were with write you'.split(
    ' ',
  ),
);

/**
 * Which of the users a message names, as whole words and without letter case. Only names that cannot be ordinary words
 * of the sentence count.
 */
export function namedIn(message: string, users: readonly string[]): ReadonlySet<string> {
  const words = new Set(message.toLowerCase().match(/[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?/g) ?? []);
  return new Set(
    users.filter((user) => words.has(user.toLowerCase()) && !ordinaryWords.has(user.toLowerCase())),
  );
}
