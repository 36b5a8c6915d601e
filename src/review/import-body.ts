import type { AdoptedChange, NotAdopted } from '../edit/adopt/wish.ts';
import { isDestructive, rankOf } from '../kinds/membership/roles.ts';
import { isLower, type OrganizationRoleChange } from '../kinds/organization-role/change.ts';
import { leavesForNone, type ResourceChange } from '../kinds/resource/change.ts';
import type { SettingChange } from '../kinds/setting/change.ts';
import type { MembershipChange } from '../model/membership.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { assemble, list, type Piece, text } from '../render/markdown-pieces.ts';
import { compareCodePoints } from '../text/order.ts';
import { shown, shownFile, shownName } from '../text/shown.ts';
import { inert } from './inert.ts';
import { commentLimit, restOf } from './rest.ts';

/** What the pull request that adopts drift has to say. */
export interface ImportNews {
  readonly organization: string;
  /** The differences that merging it settles: `before` is what is live, `after` what was declared. */
  readonly adopted: readonly AdoptedChange[];
  readonly notAdopted: readonly NotAdopted[];
}

export interface ImportContext {
  /** The configuration's paths, as the workflow gives them. */
  readonly file: readonly string[];
  /** The commit whose files were compared. */
  readonly base: string;
  /** The page of the run; `null` when it is not known. */
  readonly runUrl: string | null;
}

/** The title of the pull request. It becomes that of a commit, so it has no name that somebody on the Hub chooses. */
export function importTitle(organization: string): string {
  return `Adopt what is live in ${inert(shown(organization, 100))}`;
}

/**
 * The pull request that adopts drift: whoever merges it approves access that was given past the files, so that comes
 * first.
 *
 * @param limit the most characters (UTF-16 code units)
 */
export function importBody(news: ImportNews, context: ImportContext, limit: number = commentLimit): string {
  const { adopted, notAdopted } = news;
  const members = adopted.filter((change) => change.kind === 'membership');
  const settings = adopted.filter((change) => change.kind === 'setting');
  const resources = adopted.filter((change) => change.kind === 'resource');
  const roles = adopted.filter((change) => change.kind === 'organization_role');
  const more = [
    ...roles.filter(isLower).map(roleLine),
    ...members.filter(isMore).toSorted(byRole).map(changeLine),
  ];
  const less = [
    ...roles.filter((change) => !isLower(change)).map(roleLine),
    ...members
      .filter((change) => !isMore(change))
      .toSorted(byRole)
      .map(changeLine),
  ];
  return assemble(
    [
      text(
        `**${inCode(news.organization)} was changed past its files. Merging this declares what is live.**`,
        '',
        ...(more.length === 0 && !settings.some(({ subject }) => subject === 'auto_join')
          ? []
          : [
              'Nobody has reviewed the access that was given. **Whoever approves this approves it**; to have it taken away, close this and settle the issue about drift.',
              '',
            ]),
        'What merging would change on the Hub is in the comment with the plan, as for every pull request: it should be nothing.',
      ),
      ...changes('More access than was declared', more),
      ...changes('Settings that are otherwise than declared', settings.map(settingLine)),
      ...changes('Resources in other groups than declared', resources.map(resourceLine)),
      ...changes('Less access than was declared', less),
      ...leftOut(notAdopted),
    ],
    limit,
    { foot: [footOf(context)], rest: restOf('list', context.runUrl) },
  );
}

/** What becomes of the text when nothing is left to adopt, and the pull request is closed. */
export function settledBody(organization: string): string {
  return `**${inCode(organization)} and its files match, or nothing is left that can be adopted.** So this was closed, and its branch deleted.\n`;
}

/** To take it back would take something away; a role whose rank is not known counts as more. */
function isMore({ before, after }: MembershipChange): boolean {
  return isDestructive(before, after);
}

/** The highest role first, of what is live or else of what was declared; then as the plan has them. */
function byRole(a: MembershipChange, b: MembershipChange): number {
  const rank = ({ before, after }: MembershipChange): number => rankOf(before ?? after ?? '');
  return (
    rank(b) - rank(a) || compareCodePoints(a.group.name, b.group.name) || compareCodePoints(a.user, b.user)
  );
}

function changes(title: string, lines: readonly string[]): readonly Piece[] {
  return lines.length === 0 ? [] : [{ ...list(`${title}: ${lines.length}`, lines), counted: true }];
}

function resourceLine({ group, subject, from, after }: ResourceChange): string {
  const what = `- ${inCode(group.name)}: ${inCode(subject)}`;
  if (leavesForNone({ after })) return `${what} is in it, was not declared`;
  return `${what} is not in it${from === null ? '' : ` but in ${inCode(from.name)}`}, was declared`;
}

function settingLine({ group, subject, before, after }: SettingChange): string {
  const [live, declared] = [before, after].map((value) => (value === null ? 'not set' : inCode(value)));
  return `- ${inCode(group.name)}: ${inCode(subject)} is ${live}, was declared ${declared}`;
}

function changeLine({ group, user, before, after }: MembershipChange): string {
  const live = before === null ? 'is not in it' : `is ${inCode(before)}`;
  const declared = after === null ? 'was not declared' : `was declared ${inCode(after)}`;
  return `- ${inCode(group.name)}: ${inCode(user)} ${live}, ${declared}`;
}

function roleLine({ user, before, after }: OrganizationRoleChange): string {
  return `- In the organization: ${inCode(user)} is ${inCode(before)}, was declared ${inCode(after)}`;
}

function leftOut(notAdopted: readonly NotAdopted[]): readonly Piece[] {
  if (notAdopted.length === 0) return [];
  const lines = notAdopted.map(({ group, user, subject, why }) => {
    const names = [group?.name, user ?? subject].flatMap((name) =>
      typeof name === 'string' ? [inCode(name)] : [],
    );
    return `- ${names.join(', ')}${names.length === 0 ? '' : ': '}${why}`;
  });
  return [list(`Not adopted, since the files have decided it or cannot say it: ${lines.length}`, lines)];
}

function footOf({ file, base }: ImportContext): string {
  const files = file.map((one) => codeSpan(inert(shownFile(one)))).join(', ');
  return `Compared with ${files} at ${codeSpan(base.slice(0, 7))}. This is brought up to date every night, and closed when nothing is left; a commit of somebody else on this branch stops both.`;
}

function inCode(name: string): string {
  return codeSpan(inert(shownName(name)));
}
