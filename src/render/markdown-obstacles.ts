import { pendingNote } from './change-view.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import { folded, list, type Piece, text } from './markdown-pieces.ts';
import {
  type BlockedLine,
  type GuardsView,
  type WarningsView,
  waiverIntroduction,
} from './obstacles-view.ts';
import { count } from './words.ts';

/** How many entries of a list stand before what is below; the rest is folded at the end of the text. */
const mostListed = 20;

/** The first entries of a list, and the rest for the end of the text, so that it takes no room from the changes. */
export interface Listed {
  readonly first: readonly Piece[];
  readonly rest: readonly Piece[];
}

function listed(title: string, items: readonly string[], what: string): Listed {
  if (items.length === 0) return { first: [], rest: [] };
  const heading = `${title}: ${items.length}`;
  if (items.length <= mostListed) return { first: [list(heading, items)], rest: [] };
  const more = items.length - mostListed;
  return {
    first: [list(heading, [...items.slice(0, mostListed), `- … and ${more} more, below`])],
    rest: [folded(`${more} more ${what}`, { ...text(), items: items.slice(mostListed) })],
  };
}

/** The violations, those that stand in the way first, and the waiver that would permit the plan. */
export function violationPieces({ violations, waiver }: GuardsView): Listed {
  const open = violations.filter(({ waived }) => !waived);
  const items = [...open, ...violations.filter(({ waived }) => waived)].map(
    ({ guard, message, waived }) =>
      `- **${escapeMarkdown(guard)}**${waived ? ' (waived)' : ''}: ${escapeMarkdown(message)}`,
  );
  const { first, rest } = listed('Violations', items, 'violations');
  if (waiver.length === 0) return { first, rest };
  return { first: [...first, text(waiverIntroduction, '', '```yaml', ...waiver, '```')], rest };
}

/** What cannot be made now, and why. */
export function blockedPieces(blocked: readonly BlockedLine[]): Listed {
  return listed('Blocked, cannot be made now', blocked.map(blockedItem), 'blocked');
}

/** The same, folded, below a title that says that it is pending anyway. */
export function foldedBlocked(title: string, blocked: readonly BlockedLine[]): readonly Piece[] {
  if (blocked.length === 0) return [];
  const items = blocked.map((line) =>
    blockedItem({ ...line, notes: line.notes.filter((note) => note !== pendingNote) }),
  );
  return [folded(`${title}: ${blocked.length}`, { ...text(), items })];
}

function blockedItem(line: BlockedLine): string {
  const meant = line.suggestion === null ? '' : `; **did you mean ${codeSpan(line.suggestion)}?**`;
  const notes = line.notes.map((note) => `, ${escapeMarkdown(note)}`).join('');
  const place = line.place === '' ? '' : ` (${codeSpan(line.place)})`;
  return `- ${codeSpan(line.what)} in ${codeSpan(line.group)}: ${escapeMarkdown(line.reason)}${notes}${meant}${place}`;
}

/** The warnings, folded. */
export function warningPieces({ shown, more }: WarningsView): readonly Piece[] {
  if (shown.length === 0) return [];
  const total = more.reduce((sum, one) => sum + one.count, shown.length);
  const items = [
    ...shown.map(({ code, message, place }) => {
      const where = place === '' ? '' : `${codeSpan(place)} `;
      return `- ${where}${escapeMarkdown(message)} (${codeSpan(code)})`;
    }),
    ...more.map(({ code, count: others }) => `- … and ${others} more (${codeSpan(code)})`),
  ];
  return [folded(count(total, 'warning'), { ...text(), items })];
}
