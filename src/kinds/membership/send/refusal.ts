import type { WriteOutcome } from '../../../hub/types.ts';

/** An answer that says that the Hub did not do it. */
export type Refused = Extract<WriteOutcome, { readonly kind: 'refused' }>;

/** What a refusal is about, which decides what can still be done. */
export type RefusalScope =
  /** The token or the organization: nothing in this run can succeed. */
  | 'run'
  /** The group, or what the token may do there. */
  | 'group'
  /** The group is linked to a SCIM group: only service accounts can be changed by hand. */
  | 'scim'
  /** Some of the users, or what is there already: a fresh look tells, and the others may still get in. */
  | 'users';

/**
 * Reads what a refusal is about. The Hub gives 403 for a user who is not in the organization and for a token that may
 * not write, 404 for a group and for a user that is not there, and tells them apart only by the text, whose wording is
 * not published. So a text that speaks of permissions and names nobody counts for the whole group, and everything else
 * for the users: trying them apart costs calls, giving up on them would cost somebody's access.
 *
 * @param users whom the request was about: their names are no words of the text
 */
export function scopeOf({ status, message }: Refused, users: readonly string[]): RefusalScope {
  const text = withoutNames(message, users);
  if (status === 401 || status === 402) return 'run';
  if (/\bscim\b/i.test(text)) return 'scim';
  if (status < 400 || status === 405 || status === 429) return 'group';
  if (status === 403 && aboutPermission.test(text) && namedIn(message, users).size === 0) return 'group';
  return 'users';
}

/**
 * Who keeps the others out, as far as the message tells. One that names everybody, or was cut and names everybody from
 * the first on, may only repeat the request: then it counts only against those who are not in the members list.
 *
 * @param users whom the request was about, in its order
 * @param isMember whether the user was in the organization's members list
 */
export function suspectsIn(
  message: string,
  users: readonly string[],
  isMember: (user: string) => boolean,
): ReadonlySet<string> {
  const named = namedIn(message, users);
  const fromTheFirst = users.slice(0, named.size).every((user) => named.has(user));
  const repeats = named.size > 1 && fromTheFirst && (named.size === users.length || isCut(message));
  return repeats ? new Set([...named].filter((user) => !isMember(user))) : named;
}

/**
 * Which of the users a message names, as whole words and without letter case. Only names that cannot be ordinary words
 * of the sentence count.
 */
export function namedIn(message: string, users: readonly string[]): ReadonlySet<string> {
  // The last word of a message that was cut may be the beginning of a longer name.
  const whole = isCut(message) ? message.replace(/\S*…$/u, '') : message;
  const words = new Set(whole.toLowerCase().match(word) ?? []);
  return new Set(
    users.filter((user) => words.has(user.toLowerCase()) && !ordinaryWords.has(user.toLowerCase())),
  );
}

/** The message without the names, as they are spelled: a user `scim` takes no `SCIM` away. */
function withoutNames(message: string, users: readonly string[]): string {
  const names = new Set(users);
  return message.replace(word, (found) => (names.has(found) ? '' : found));
}

function isCut(message: string): boolean {
  return message.endsWith('…');
}

const word = /[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?/gi;

const aboutPermission =
  /\b(?:access this resource|approved by the organization|permissions?|not allowed|not authori[sz]ed|unauthori[sz]ed|token)\b/i;

/** Words that messages are made of. A user of such a name is not taken as named by it. */
const ordinaryWords = new Set(
  `a access account accounts add added adding admin admins all already an and any are as at bad be because been belong
  belongs body but by can cannot change changed code contributor could detail details do does duplicate duplicated each
  either email error errors exist existing exists external failed following for forbidden found from group groups had
  has have hub if in input internal invalid invite invited is it join joined list listed make managed may member members
  membership memberships message missing more must name named names need needs no none nor not of on once one only or
  org organisation organization organizations orgs other out part please provided read request required resource
  resources role roles same service should some such team than that the their them there these they this those to token
  try twice unable unknown update user username usernames users valid was were which who with within without write
  wrong you your`.split(/\s+/),
);
