/** What a code means and what to do about it: the source of `docs/diagnostics.md`. */
export interface CatalogEntry {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

const error = (title: string, cause: string, cure: string): CatalogEntry => ({
  severity: 'error',
  title,
  cause,
  cure,
});
const warning = (title: string, cause: string, cure: string): CatalogEntry => ({
  severity: 'warning',
  title,
  cause,
  cure,
});

/** Every diagnostic of a configuration or a plan. A code never changes its meaning. */
export const diagnosticCatalog = {
  'file-too-large': error(
    'The file is over 16 MiB',
    'A configuration file has a bound, so that a mistake or an attack cannot exhaust the machine.',
    'Split the configuration over several files in a folder and name it: `--file access/`.',
  ),
  'file-encoding': error(
    'The file is not UTF-8',
    'The bytes at the place that is shown are not UTF-8. Other encodings are not guessed.',
    'Save the file as UTF-8: most editors have it under “Save as” or “Encoding”; `iconv -f latin1 -t utf-8 OLD > NEW` does it too.',
  ),
  'file-elsewhere': error(
    'The content is not in the commit',
    'On GitHub files are read from a commit, as data: a symbolic link, a submodule or a pointer of Git LFS stands for a file that is somewhere else, and is not followed.',
    'Commit the file itself, as a regular file.',
  ),
  'files-too-large': error(
    'All files together are too large',
    'The files of one configuration have 64 MiB of text at most.',
    'Name fewer files: parts of an organization can be planned by themselves, `--file access/research/`.',
  ),
  'file-empty': error(
    'The file declares nothing',
    'The file is empty or has only comments. An empty configuration is more often a mistake than a wish.',
    'Start with two lines, `version: 1` and `organization: acme-ai`.',
  ),
  'yaml-syntax': error(
    'Not YAML',
    'The text is not YAML 1.2: a tab as indentation, a quote or bracket that is not closed, a colon without a space. One slip is told once, where it begins.',
    'Write every line as `name: value`, or `name:` with what belongs to it below, indented by two spaces; `{ role: read }` is closed in its own line.',
  ),
  'yaml-several-documents': error(
    'Several documents in one file',
    'A line `---` begins a second document. Which one is meant cannot be known.',
    'Put each into a file of its own and name both, `--file a.yaml --file b.yaml`, or remove the line `---`.',
  ),
  'yaml-version': error(
    'Not YAML 1.2',
    'A `%YAML` directive asks for another version, in which `no` is a truth value and `010` is eight.',
    'Remove the line that begins with `%YAML`.',
  ),
  'yaml-duplicate-key': error(
    'A key stands twice',
    'The same key, to the letter, is written twice in one mapping, and only one of them could hold. A person under two letter cases is `duplicate-person`.',
    'Keep one, with what belongs below both: one `groups:` with all groups.',
  ),
  'yaml-merge-key': error(
    'A merge key',
    '`<<` merges another mapping in. YAML 1.2 has no such key, and it hides who gets access.',
    'Write the entries out, or make the people a team: `teams: { research: { members: [ada] } }`.',
  ),
  'yaml-alias': error(
    'An alias that cannot be expanded',
    'The alias has no anchor, contains itself, or all aliases of a file together expand to more than 10,000 values or 1,000,000 characters.',
    'Write the values out, or make the people a team. A name that begins with `*` stands in quotes: `"*ada"`.',
  ),
  'yaml-tag': error(
    'An unknown tag',
    'A value carries a tag (`!something`) that has no meaning here.',
    'Remove the word that begins with `!`: `kim: read`, not `kim: !role read`.',
  ),
  'yaml-too-deep': error(
    'Nested too deeply',
    'The file is nested deeper than any configuration is.',
    'Look for a bracket that is opened again and again; a configuration has seven levels.',
  ),
  'yaml-too-long': error(
    'Too many words and signs',
    'The file has more than 4,000,000 words, signs, spaces and line ends (a comma counts twice): more than the 16 MiB of a file hold in ordinary lines.',
    'Look for what fills the file, or split it over several files in a folder: `--file access/`.',
  ),
  'yaml-blank-lines': error(
    'Too many blank lines',
    'More than 1,000 lines without a word follow one another. Reading them takes much longer than reading words.',
    'Delete the blank lines from the place that is shown on.',
  ),
  'yaml-too-many-errors': error(
    'More errors of the YAML than are shown',
    'The text is so far from YAML that further errors would say nothing new.',
    'Look whether it is the right file. Else mend the first errors and validate again.',
  ),
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
    '`policy.separate` lists groups of which nobody may have a role in two; teams count, too. Addresses are compared by `plan`, which knows who they are. With `--base` the policy of the base counts as well.',
    'Take the person out of one of the two groups, or out of the team that gives the role.',
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
  'expires-soon': warning(
    'An entry ends within 14 days',
    'After the date the entry gives nothing, and the person is removed unless a team gives a role.',
    'Extend the date, or let it end. Do not delete the line to end it sooner: in an additive group that makes the access permanent. Write `absent`.',
  ),
  'expires-raises': warning(
    'An entry whose end gives more than the entry',
    'The entry holds the person below what a team gives. When it ends, the person gets the higher role, without any further change to the files.',
    'Take the person out of the team, or give the entry no date, where the higher role is not meant.',
  ),
  expired: warning(
    'An entry has ended',
    'The date has passed. The entry gives nothing any more, and asks for the removal unless a team gives a role.',
    'Keep the line until the removal is made: without it nothing removes the person from an additive group. To keep them out for good, write `absent`. To let them stay, extend the date.',
  ),
  'stale-waiver': warning(
    'A waiver for another plan',
    'The digest is not that of the current plan, so the waiver permits nothing.',
    'Remove it. If the guard still stands in the way, write a new one with the digest that `plan` prints.',
  ),
  'unused-team': warning(
    'A team that nothing uses',
    'No group and no other team names it.',
    'Give it a role, `teams: { research: read }` below a group, or delete it.',
  ),
  'unusual-username': warning(
    'An unusual username',
    'The Hub gives out names of 2 to 42 letters, digits and single inner dashes. Only older accounts are named otherwise.',
    'Compare it with the address of the person’s profile. If it is right, nothing is to be done.',
  ),
  'not-in-members-list': warning(
    'In the group, but not in the members list',
    'An `exact` group has somebody who is not in the list of the organization’s members: a service account, as a rule. It is left alone.',
    'Declare it with `service_account: true`, or remove it with `absent`.',
  ),
  'unknown-absent': warning(
    'Nobody of this name to be kept out',
    'The entry is `absent` or has ended, and matches nobody: neither a member of the organization nor somebody in the group. It may be mistyped, or the person has left or was renamed.',
    'Mend the name, if somebody in the group is meant. Delete the entry of somebody who has left the organization.',
  ),
  'odd-answer': warning(
    'Something in a list of the Hub that cannot be read',
    'A group without an id or a name, or a member without a name, is in the Hub’s lists. It is passed over; nothing that is planned needs it, unless something else is blocked.',
    'Plan again. If it stays so, tell the Hub’s support.',
  ),
  'similar-group': warning(
    'A new group with nearly the name of another',
    'A group with `create: true` has nearly the name of one on the Hub that nothing declares: perhaps that one is meant, and its name mistyped.',
    'Mend the name. When a new group is meant, pass over the warning, or declare the other group as well.',
  ),
  'already-absent': warning(
    'A group that is deleted already',
    'A group with `state: absent` is not listed by the Hub.',
    'Delete the group from the file. When it should be there, look whether the token sees it.',
  ),
  'auto-join': warning(
    'A removal in a group with auto-join',
    'The group adds people by itself when they join the organization. Somebody who was removed comes back when they join anew.',
    'Switch auto-join off for the group if that is not wanted.',
  ),
  'unknown-protected-member': warning(
    'A protected member that is not known',
    'No member of the organization and of its groups has this name or address: it is mistyped, or the account was renamed. Anybody may be meant, so nobody is removed from an `exact` group for not being declared.',
    'Mend the name, or delete it when nobody is meant.',
  ),
  'base-invalid': warning(
    'The base cannot be planned',
    'The configuration of the base is not valid or not there, so every change counts as one of this change.',
    'Nothing, if the base is known to be broken or new.',
  ),
  'saved-plan': warning(
    'Parts of a saved plan are the file’s own word',
    'The digest covers users, roles and ids of groups. Whoever edits the rest of the file, such as a group’s name or a reason, keeps the digest right, and `show` does not ask the Hub.',
    'Compare the ids. `apply PLAN` takes names from the Hub and runs the guards anew.',
  ),
} as const satisfies Record<string, CatalogEntry>;

export type DiagnosticCode = keyof typeof diagnosticCatalog;
