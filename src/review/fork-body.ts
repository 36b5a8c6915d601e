import type { Change } from '../model/plan.ts';
import { type ChangeLine, changeLine, countActions } from '../render/change-view.ts';
import { byGroup, GroupNames, type GroupView } from '../render/group-view.ts';
import { diffLines, groupPieces, onlyLines } from '../render/markdown-changes.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { assemble, list, type Piece, text } from '../render/markdown-pieces.ts';
import { planCounts } from '../render/plan-view.ts';
import { shown, shownName } from '../render/shown.ts';
import { count } from '../render/words.ts';
import type { ForkDiff } from './fork-diff.ts';

/**
 * What a pull request without a token changes in the configuration itself, for the job summary: the sums, what comes
 * under management and what leaves it, who loses, who gains.
 *
 * @param limit the most characters; what does not fit is cut on a line, and "N of M shown" says so
 */
export function forkBody(diff: ForkDiff, limit: number): string {
  const groups = groupsOf(diff.changes);
  const lines = (found: readonly ChangeLine[]): readonly string[] => diffLines(found);
  return assemble(
    [
      text(`**The configuration itself: ${planCounts(countActions(diff.changes))}.**`),
      text(
        'The organization was not looked at, since a pull request from a fork has no token: who is in the groups, and what is in them, is not known.',
      ),
      ...organizationPieces(diff),
      ...names('Groups that are no longer declared', diff.dropped),
      ...groupPieces(
        'Removals and lower roles',
        onlyLines(groups, ({ destructive }) => destructive),
        lines,
      ),
      ...groupPieces(
        'Additions and changes',
        onlyLines(groups, ({ destructive }) => !destructive),
        lines,
      ),
      ...names('Groups that are newly declared', diff.added),
      ...unmanagedPieces(diff),
    ],
    limit,
    {
      foot: [`${codeSpan(shown(diff.files.join(', ')))} for ${codeSpan(shownName(diff.organization))}.`],
      rest: 'The rest is cut.',
    },
  );
}

/** Of a group that nobody looked at nothing is known, which need not be said of each. */
function groupsOf(changes: readonly Change[]): readonly GroupView<ChangeLine>[] {
  const groupNames = new GroupNames(changes.map(({ group }) => group));
  return byGroup(changes, [], groupNames, changeLine).map((group) => ({ ...group, facts: '' }));
}

function organizationPieces({ formerOrganization, organization }: ForkDiff): readonly Piece[] {
  if (formerOrganization === null) return [];
  const [before, after] = [codeSpan(shownName(formerOrganization)), codeSpan(shownName(organization))];
  return [
    text(
      '> [!CAUTION]',
      `> The configuration is of another organization than before: ${after}, not ${before}.`,
    ),
  ];
}

function names(title: string, groups: readonly string[]): readonly Piece[] {
  if (groups.length === 0) return [];
  return [
    list(
      `${title}: ${groups.length}`,
      groups.map((name) => `- ${codeSpan(shownName(name))}`),
    ),
  ];
}

function unmanagedPieces({ unmanaged }: ForkDiff): readonly Piece[] {
  if (unmanaged.length === 0) return [];
  const what = count(unmanaged.length, 'member is', 'members are');
  return [text(`${what} no longer declared and left alone, since the groups are not \`exact\`.`)];
}
