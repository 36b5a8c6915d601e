import { sentenceOf, tellChanges } from '../kinds/tell.ts';
import type { Change } from '../model/plan.ts';
import { blockedLines } from '../render/blocked-view.ts';
import { byBearing, type ChangeLine, changeLine } from '../render/change-view.ts';
import { byGroup, GroupNames, type GroupView } from '../render/group-view.ts';
import { allOpen, diffLines, groupPieces } from '../render/markdown-changes.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { blockedItem, listed, policyItem, releasedItem } from '../render/markdown-obstacles.ts';
import { assemble, type Piece, text } from '../render/markdown-pieces.ts';
import { phraseMarkdown } from '../render/phrase.ts';
import { policyView } from '../render/policy-view.ts';
import { releasedView } from '../render/released-view.ts';
import type { Phrase } from '../text/phrase.ts';
import { shown, shownName } from '../text/shown.ts';
import type { ForkDiff } from './fork-diff.ts';

/**
 * What a pull request without a token changes in the configuration itself, for the job summary, in the order of the
 * comment on any other: a verdict, rules, what takes away, what gives, who is let go of.
 *
 * @param limit the most characters; what does not fit is cut on a line, and "N of M shown" says so
 */
export function forkBody(diff: ForkDiff, limit: number): string {
  const names = new GroupNames(
    [...diff.changes, ...diff.blocked, ...diff.released].map(({ group }) => group),
  );
  const policy = policyView({ policy_changes: diff.policyChanges, loosened: [] }, names);
  const released = releasedView(diff, names);
  const rules = listed('Policy changes', policy.lines.map(policyItem), 'policy changes');
  const kept = listed(
    'No longer declared, and not removed',
    released.lines.map(releasedItem),
    'no longer declared',
  );
  const { less, more, rest } = byBearing(diff.changes);
  const stuck = listed(
    'Asked for, and cannot be made',
    blockedLines(diff.blocked, names).map(blockedItem),
    'that cannot be made',
  );
  return assemble(
    [
      text(`**By its files alone, this pull request: ${phraseMarkdown(verdictOf(diff, names))}.**`),
      text(
        'The organization was not looked at, since this run has no token for it: who is in the groups, and what is in them, is not known.',
      ),
      ...organizationPieces(diff),
      ...rules.first,
      ...groupNames('Groups that are no longer declared', diff.dropped),
      ...stuck.first,
      ...groupPieces('Less access', groupsOf(less, names), linesOf, allOpen),
      ...groupPieces('More access', groupsOf(more, names), linesOf),
      ...groupPieces('Other changes', groupsOf(rest, names), linesOf),
      ...groupNames('Groups that are newly declared', diff.added),
      ...kept.first,
      ...(released.lines.length === 0 ? [] : [text(released.ways)]),
      ...rules.rest,
      ...stuck.rest,
      ...kept.rest,
    ],
    limit,
    {
      foot: [`${codeSpan(shown(diff.files.join(', ')))} for ${codeSpan(shownName(diff.organization))}.`],
      rest: 'The rest is cut.',
    },
  );
}

function verdictOf({ changes, blocked, tooMany }: ForkDiff, names: GroupNames): Phrase {
  if (tooMany !== null) return [`its ${tooMany} declared memberships are too many to compare here`];
  if (changes.length === 0 && blocked.length > 0) return ['what it asks for cannot be made'];
  if (changes.length === 0) return ["nobody's access changes"];
  return sentenceOf(tellChanges(changes, (group) => names.phrase(group)).clauses);
}

const linesOf = (lines: readonly ChangeLine[]): readonly string[] => diffLines(lines);

/** Of a group that nobody looked at nothing is known, which need not be said of each. */
function groupsOf(changes: readonly Change[], names: GroupNames): readonly GroupView<ChangeLine>[] {
  return byGroup(changes, [], names, (change) => changeLine(change)).map((group) => ({
    ...group,
    facts: '',
  }));
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

function groupNames(title: string, groups: readonly string[]): readonly Piece[] {
  const items = groups.map((name) => `- ${codeSpan(shownName(name))}`);
  const { first, rest } = listed(title, items, 'groups');
  return [...first, ...rest];
}
