import { type CatalogEntry, error, warning } from './catalog-entry.ts';

/** What can be wrong with what files declare. */
export const declarationCatalog = {
  'too-many-errors': error(
    'More errors than are shown',
    'A run shows 10,000 errors and counts the rest.',
    'Mend the first ones, often one slip many times, and validate again.',
  ),
  'too-many-warnings': warning(
    'More warnings than are shown',
    'A run shows 10,000 warnings and counts the rest.',
    'Look at the first ones, often one cause many times, and run again.',
  ),
  'name-not-text': error(
    'A name that is not text',
    'YAML, or one of its versions, reads the word as something other than text: `no` as false, `1e3` as a number, `2024-01-01` as a date.',
    'Put it into quotes: `"no": read`.',
  ),
  'unknown-key': error(
    'An unknown key',
    'The format has no such key at this place: a typing error, or a key that belongs elsewhere.',
    'Write the word that is proposed, move the line to where the message says, or delete it. [All keys](file.md#properties).',
  ),
  'missing-key': error(
    'A key is missing',
    'The format requires the key at this place.',
    'Add the line: `version: 1`, `organization: acme-ai`, or with a person `role: read`.',
  ),
  'wrong-type': error(
    'A value of a wrong type',
    'The value is, say, a list where a mapping is expected, or nothing at all.',
    'Write the form that is shown with it: people of a group are `ada: read` lines, people of a team a list, `members: [ada, kim]`.',
  ),
  'wrong-indentation': error(
    'A line that stands beside another, not below it',
    'What belongs below a key or a name stands at its depth or at the wrong one: people beside `members:`, a group beside `groups:`.',
    'Indent the lines by two spaces more than the line that they belong to.',
  ),
  'wrong-value': error(
    'A value that is not allowed',
    'The value is none of those that are allowed here.',
    'Write one that the message names: a role is `read`, `contributor`, `write` or `admin`, a limit `25%` or `10`.',
  ),
  'invalid-name': error(
    'A name that cannot be one',
    'It is empty, too long, or has characters that no such name has: spaces or slashes in a username, control characters, characters that turn the direction of text.',
    'Write the username, the last part of the address of a profile, such as `ada`, or the e-mail address. A group whose name on the Hub has such characters is declared with its `id` under another name.',
  ),
  'invalid-date': error(
    'Not a date',
    'The date is not one of the calendar in the form `YYYY-MM-DD`.',
    'Write the last day as `expires: 2026-12-31`.',
  ),
  'duplicate-person': error(
    'One person twice',
    'The same person stands twice in one place: by another letter case, or by an e-mail address and a username that turn out to be one person.',
    'Delete one of the lines, and look at the role of the other: `Ada: read` and `ada: admin` are one person.',
  ),
  'duplicate-group': error(
    'A group declared twice',
    'Two declarations name one group: by its name in two places, by one `id`, or by `id` and name.',
    'Move the members of both below one of them, and delete the other.',
  ),
  'duplicate-team': error(
    'A team declared twice',
    'Two files declare a team of one name.',
    'Move its people into one file, or give one team another name and `include` it.',
  ),
  'people-unreadable': error(
    'The file with people cannot be read',
    '`people` names a file that is not there, or is none that can be read. Its path begins at the folder of the file that names it.',
    'Mend the path, or commit the file beside the configuration.',
  ),
  'people-invalid': error(
    'A wrong line in the file with people',
    'The file is CSV with a header: `email,username`, other columns are ignored. Here it is no CSV, a column is missing, a value is no address or no username, or one address is given to two people.',
    'Mend the line that is shown.',
  ),
  'people-conflict': error(
    'The Hub knows the address otherwise',
    'The file with people gives the address to another username than the Hub does. One of the two is wrong, and nobody is given access on a guess.',
    'Look the person up on the Hub, and mend the line in the file with people; or write the username in place of the address.',
  ),
  'policy-reason': error(
    'An entry without the reason that the policy asks for',
    '`policy.reasons` names roles that no entry of a person or a team may give without a `reason`. With `--base` the policy of the base counts as well.',
    'Give the reason: `ada: { role: admin, reason: OPS-412 }`.',
  ),
  'policy-lifetime': error(
    'An entry without an end, or with one that is too far ahead',
    '`policy.lifetimes` says for roles how many days ahead the end of an entry may be. With `--base` the policy of the base counts as well.',
    'Give an end that is near enough: `ada: { role: admin, expires: 2026-12-31 }`.',
  ),
  'policy-separate': error(
    'Somebody in two groups that the policy keeps apart',
    '`policy.separate` lists groups of which nobody may have a role in two; teams count, too, and so does `auto_join`, which lets everybody in. Addresses are compared by `plan`, which knows who they are. With `--base` the policy of the base counts as well.',
    'Take the person out of one of the two groups, or out of the team that gives the role; leave out `auto_join`.',
  ),
  'policy-file': error(
    'A file that declares what it may not',
    'An entry of `policy.files` names the file, and does not permit it this group; or the file has `defaults`, `guards`, `waivers`, `people`, `policy` or `organization_members`, which stand only in files that no entry names. With `--base` the policy of the base counts as well.',
    'Move it into a file that may have it, or ask those who keep the policy.',
  ),
  'policy-group': error(
    'A policy for a group that is not declared',
    '`policy.separate` names a group that no file declares. The rule would keep nobody apart, and nobody would notice.',
    'Mend the name: it is that of the group in the files, to the letter.',
  ),
  'duplicate-section': error(
    'A section in two files',
    '`defaults`, `guards`, `people` and `policy` hold for the whole configuration, so each may stand in one of its files only.',
    'Move them into one file, such as `organization.yaml`.',
  ),
  'other-organization': error(
    'Another organization',
    'Files of one configuration, or a configuration and its base, name different organizations.',
    'Keep a folder for each organization, and plan each by itself: `--file acme-ai/`.',
  ),
  'too-many-memberships': error(
    'Too many memberships',
    'The entries of groups and the people that teams give them are more than 2,000,000 together. Teams that include large teams multiply.',
    'Look for a large team that `include` gives to many others by mistake.',
  ),
  'unknown-team': error(
    'An unknown team',
    'No file declares a team of this name.',
    'Write the name that is proposed, or declare the team: `teams: { research: { members: [ada] } }`.',
  ),
  'team-cycle': error(
    'Teams that include each other',
    'Following `include` from the team leads back to it, by the path that is shown.',
    'Remove one `include` of the path, as a rule that of the smaller team.',
  ),
  'unknown-group': error(
    'A group that the configuration does not declare',
    '`--group` names a group that no file declares. The name counts to the letter: as declared, as on the Hub, or the id.',
    'Mend the name. A declared group that the Hub does not list is no error: it is blocked, with `group_not_found`.',
  ),
  'duplicate-resource': error(
    'A resource declared twice',
    'A resource is in one group at most, and two lines declare it. Letter case does not count, and a collection is its id.',
    'Keep the line in the group that the resource is to be in.',
  ),
  'other-namespace': error(
    'A resource of somebody else',
    'The name before the slash is not the organization: only what belongs to it can be in its groups.',
    'Mend the name, or take the line out.',
  ),
  'group-absent': error(
    'A group to be deleted that is declared besides',
    '`state: absent` deletes the group with the `id` that stands beside it. Without an `id`, or with anything else of the group, it contradicts itself.',
    'Keep two lines of the group, `id: 66670e5163145ca562cb1989` and `state: absent`.',
  ),
  'group-create': error(
    'A group to be made that is there',
    '`create: true` makes a group where the Hub has none of its name. One with an `id` is there already; made anew it would have another.',
    'Delete `create: true`, or the `id`.',
  ),
  'scim-managed': error(
    'What contradicts `managed_by: scim`',
    'Who is in such a group is decided by the identity provider. Of its members only service accounts can be declared; `exact` would remove all others, and the Hub does not let auto-join stand beside SCIM.',
    'Declare service accounts alone, `ci-bot: { role: write, service_account: true }`, and give people access in the identity provider.',
  ),
  'exact-auto-join': error(
    'Auto-join in an exact group',
    '`auto_join` takes in members of the organization whom nothing declares, and `exact` removes them again.',
    'Make the group `membership: additive`, or write `auto_join: off`.',
  ),
} as const satisfies Record<string, CatalogEntry>;
