/**
 * Who is to be tried alone first when users were refused together, as far as the message tells. One that names
 * everybody, or was cut and names everybody from the first on, only repeats the request and tells nothing. It is a hint:
 * who is named is judged by what happens to them, as everybody is.
 *
 * @param users whom the request was about, in its order
 */
export function suspectsIn(message: string, users: readonly string[]): ReadonlySet<string> {
  const named = namedIn(message, users);
  const fromTheFirst = users.slice(0, named.size).every((user) => named.has(user));
  const repeats = fromTheFirst && (named.size === users.length || (named.size > 1 && isCut(message)));
  return repeats ? new Set() : named;
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

/**
 * Whether the words of a refusal speak of SCIM, and not only the name of the group in them does. This decides how it is
 * shown and nothing else.
 */
export function speaksOfScim(message: string, group: string): boolean {
  return scim.test(scim.test(group) ? message.replaceAll(group, ' ') : message);
}

function isCut(message: string): boolean {
  return message.endsWith('…');
}

const scim = /\bscim\b/i;

const word = /[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?/gi;

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
