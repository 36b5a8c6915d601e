import { diagnosticCatalog } from '../../src/diagnostics/catalog.ts';
import { doctorCatalog } from '../../src/diagnostics/doctor-catalog.ts';
import { errorCatalog } from '../../src/diagnostics/error-catalog.ts';
import { reasonsOfAll } from '../../src/kinds/registry.ts';
import { type Blocked, guardNames } from '../../src/model/plan.ts';
import type { Refusal } from '../../src/model/report.ts';
import { guards } from '../../src/plan/guards/run.ts';
import { sentence } from '../../src/text/sentence.ts';
import { code, table } from './markdown.ts';

interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

/** What the page says at more length than the kinds themselves. */
const blocked: Readonly<Partial<Record<Blocked['reason'], Entry>>> = {
  not_in_organization: {
    title: 'Not a member of the organization',
    cause:
      'The declared user is neither in the organization’s list of members nor in the group. A suggestion is the nearest username there is.',
    cure: 'Mend the name, or invite the person to the organization and plan again. A service account is declared with `service_account: true`.',
  },
  email_not_found: {
    title: 'Nobody is known by this e-mail address',
    cause:
      'No member shows this address. The Hub shows addresses to admins of an organization with a paid plan only, and looks others up for the organization’s own e-mail domains only.',
    cure: 'Mend the address, declare the username instead, or use the token of an admin of the organization.',
  },
  scim_managed: {
    title: 'The group is managed by SCIM',
    cause:
      'The group is linked to a group of the identity provider, and the Hub refuses every change of a regular user in it. No answer of the Hub says so beforehand, so that `apply` finds it out.',
    cure: 'Change the membership in the identity provider, and take the group’s members out of the file.',
  },
  unmatched_entry: {
    title: 'Not removed, because an entry matches nobody',
    cause:
      'An `exact` group has an entry that would give a role and matches nobody: a mistyped name, a renamed account, an address that cannot be resolved; or `guards.protected_members` has such a name. Whoever is in the group and not declared may be meant by it, so nobody is removed for not being declared.',
    cure: 'Mend the name that is shown, or delete it when nobody is meant.',
  },
  group_not_found: {
    title: 'A declared group that the Hub does not list',
    cause:
      'No group of the organization that the token may see has this name or id. The name counts to the letter. The other groups are planned and applied.',
    cure: 'Mend the name, give the `id`, or write `create: true` to have the group made. A token that sees fewer groups than you do is another cause.',
  },
  ambiguous_group: {
    title: 'A declared group whose name several groups have',
    cause:
      'The Hub has several groups of this name, and the name alone does not say which is meant. The other groups are planned and applied.',
    cure: 'Add the id of the one that is meant, from its address on the Hub: `id: 66670e5163145ca562cb1988`.',
  },
  not_permitted: {
    title: 'What belongs to a group that the file may not declare',
    cause:
      'By `policy.files` of the configuration or of the base, the file may not declare a group of the name that the group with this `id` has on the Hub; or a resource would leave a group of such a name. Whatever the file calls its own group, it would take over, or take from, another team’s. Nothing of the group, or of the resource, is changed; the others are planned and applied.',
    cure: 'Mend the `id`, or take the line out. Otherwise whoever keeps the policy lets the file declare that group. A group that somebody renamed on the Hub is renamed back there.',
  },
  name_taken: {
    title: 'A new name that another group has',
    cause:
      'The group with this `id` is to be renamed, and another group of the organization has the name and keeps it. Two of one name could be told apart by their ids alone.',
    cure: 'Choose another name. Or have the other group renamed or deleted by the same files, by its `id`: then the name is free.',
  },
  absent_would_join: {
    title: 'Auto-join that would let in who must not be in the group',
    cause:
      'The group’s auto-join is to be switched on, or to get another scope or role, and the scope takes in somebody who is declared `absent` there, or whose entry has ended: switching it on adds all whom it means at once, and so would undo the removal. Nothing is guessed of an address that matches nobody while not all addresses can be seen. The removal itself is made.',
    cure: 'Take the entry out when the person may come in. Otherwise let auto-join in first, without the entry, and declare the person `absent` in a later change: the run after that removes them, and auto-join that is on already brings nobody back.',
  },
  resource_not_found: {
    title: 'A declared resource that the organization does not have',
    cause:
      'No repository of the organization has this type and name. The suggestion is the nearest name, or the same name of another type. Of collections that are in no group no list of the Hub tells: whether there is one, `apply` finds out.',
    cure: 'Mend the name or the type, or take the line out when the resource is gone.',
  },
  not_organization_admin: {
    title: 'What only the token of an organization admin can do',
    cause:
      'The user of the token is no admin of the organization. Such a user can make a group only with an admin in it, and the new group declares none; or a role in the organization was to change: the call for that takes the person out of every group that it does not speak of, and only an admin of the organization sees all of them.',
    cure: 'Use the token of an admin of the organization. Or declare an admin of the new group, `ada: admin`; or take the entry out of `organization_members`.',
  },
  unreadable: {
    title: 'An answer of the Hub that cannot be read',
    cause:
      'What the Hub says of this member, group or resource is not as described: a user without a role or a name, a user or a group listed twice, a resource without a type; or a group is to be made, and the Hub lists one without a name that may be it. Nothing is guessed. Everything else is planned.',
    cure: 'Plan again. If it stays so, look at the group on the Hub, and tell the Hub’s support.',
  },
};

const refusals: Readonly<Record<Refusal['code'], Entry>> = {
  guard: {
    title: 'A guard',
    cause: 'The plan has violations that are not waived.',
    cure: 'Do what [the guard](#guards) says; `--waive last-admin` lets this run pass that one.',
  },
  'stale-plan': {
    title: 'A stale plan',
    cause:
      'Since the plan was made, somebody else changed what it would change. The report lists the differences.',
    cure: 'Plan again, look at the new plan, and apply that one: `hf-groups plan --out plan.json`, `hf-groups apply plan.json`.',
  },
  'other-digest': {
    title: 'Another digest',
    cause:
      'The plan of now has another digest than `--digest` asks for, or the saved plan was edited so that its digest does not fit its changes.',
    cure: 'Plan again, look at the new plan, and give the digest that it prints last: `--digest sha256:…`.',
  },
  'not-approved': {
    title: 'Not approved',
    cause:
      'Somebody was asked and did not answer `yes`; or nobody could be asked, since standard input is no terminal (a `yes` from a pipe does not count), and neither `--auto-approve` nor a saved plan was given.',
    cure: 'On a terminal answer `yes`. Without one use `hf-groups apply --auto-approve`, or `plan --out plan.json`, a look at it, and `apply plan.json`.',
  },
  'other-run': {
    title: 'A plan for another place',
    cause: 'The saved plan is for another endpoint or another organization than this run.',
    cure: 'Set `HF_ENDPOINT` and `--file` as they were when the plan was made.',
  },
};

/** The sections of the page by their names in its template. */
export const diagnosticsSections = {
  'diagnostic-errors': () => sections(catalogOf('error')),
  'diagnostic-warnings': () => sections(catalogOf('warning')),
  'error-codes': () => sections(Object.entries(errorCatalog)),
  guards: () => sections(guardNames.map((name) => [name, guards[name]])),
  'blocked-reasons': () => sections(blockedEntries()),
  refusals: () => sections(Object.entries(refusals)),
  checks: () => sections(Object.entries(doctorCatalog)),
} as const;

/** The guards in one table, for the README. */
export function guardTable(): string {
  return table(
    ['guard', 'what it finds'],
    guardNames.map((name) => [code(name), guards[name].title]),
  );
}

function blockedEntries(): readonly (readonly [string, Entry])[] {
  const others = [...reasonsOfAll].filter(([reason]) => !Object.hasOwn(blocked, reason));
  const shorter = others.map(([reason, { why, notAdopted }]) => {
    const title = sentence(reason.replaceAll('_', ' ')).slice(0, -1);
    return [reason, { title, cause: sentence(why), cure: sentence(notAdopted) }] as const;
  });
  return [...Object.entries(blocked), ...shorter];
}

function catalogOf(severity: 'error' | 'warning'): readonly (readonly [string, Entry])[] {
  return Object.entries(diagnosticCatalog).filter(([, entry]) => entry.severity === severity);
}

/** A row for each code, which can be linked to by the code itself. */
function sections(entries: readonly (readonly [string, Entry])[]): string {
  const rows = entries.map(([name, { title, cause, cure }]) => [
    `<a id="${name}"></a>${code(name)}`,
    `**${title}.** ${cause}`,
    cure,
  ]);
  return table(['code', 'what it means', 'what to do'], rows);
}
