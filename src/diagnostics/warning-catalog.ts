import { type CatalogEntry, warning } from './catalog-entry.ts';

/** What a configuration or a plan is warned of. */
export const warningCatalog = {
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
    'The digest covers users, roles, settings and ids of groups. Whoever edits the rest of the file, such as a group’s name, a reason, or who sees a resource, keeps the digest right, and `show` does not ask the Hub: what changes mean for people is as it was when the plan was saved.',
    'Compare the ids. `apply PLAN` takes names from the Hub and runs the guards anew.',
  ),
} as const satisfies Record<string, CatalogEntry>;
