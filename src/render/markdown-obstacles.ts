import { count } from '../text/count.ts';
import type { BlockedLine } from './blocked-view.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import { folded, list, type Piece, text } from './markdown-pieces.ts';
import { phraseMarkdown } from './phrase.ts';
import type { PolicyLine } from './policy-view.ts';
import type { RefusalLine } from './refusal-view.ts';
import type { ReleasedLine } from './released-view.ts';
import type { WarningsView } from './warnings-view.ts';

/** How many entries of a list stand before what is below; the rest is folded at the end of the text. */
const mostListed = 20;

/** The first entries of a list, and the rest for the end of the text, so that it takes no room from the changes. */
export interface Listed {
  readonly first: readonly Piece[];
  readonly rest: readonly Piece[];
}

/**
 * A list below a title, of which only the first entries stand where it stands.
 *
 * @param total what the title counts, where it is not the entries
 */
export function listed(
  title: string,
  items: readonly string[],
  what: string,
  total: number = items.length,
): Listed {
  if (items.length === 0) return { first: [], rest: [] };
  const heading = `${title}: ${total}`;
  if (items.length <= mostListed) return { first: [list(heading, items)], rest: [] };
  const more = items.length - mostListed;
  return {
    first: [list(heading, [...items.slice(0, mostListed), `- … and ${more} more, below`])],
    rest: [folded(`${more} more ${what}`, { ...text(), items: items.slice(mostListed) })],
  };
}

/** What refuses the plan: whom it is about, how much of it is whose, and what to do. */
export function guardItem(line: RefusalLine): string {
  const title = `- **${escapeMarkdown(line.guard)}**${line.waived ? ' (waived)' : ''}: ${phraseMarkdown(line.message)}`;
  if (line.waived) return title;
  const who = line.who.length === 0 ? [] : [phraseMarkdown(line.who)];
  const about = [...who, ...(line.share === '' ? [] : [line.share])].join('; ');
  return `${title}.${about === '' ? '' : ` ${about}.`}\n  **What to do:** ${line.cure}`;
}

/** What cannot be made now, below a title that counts the entries. */
export function blockedListed(blocked: readonly BlockedLine[]): Listed {
  const total = blocked.reduce((sum, { entries }) => sum + entries, 0);
  return listed('Blocked, cannot be made now', blocked.map(blockedItem), 'blocked', total);
}

/** What cannot be made now, why, and what to do. */
export function blockedItem({ what, why, place }: BlockedLine): string {
  const where = place === '' ? '' : ` (${codeSpan(place)})`;
  return `- ${phraseMarkdown(what)}${where}: ${phraseMarkdown(why)}`;
}

/** A rule that is otherwise than before. */
export function policyItem({ weaker, what, place }: PolicyLine): string {
  const where = place === '' ? '' : ` (${codeSpan(place)})`;
  return `- ${weaker ? '**weaker**' : 'otherwise'}: ${phraseMarkdown(what)}${where}`;
}

/** Somebody who stays although nothing declares it any more. */
export function releasedItem({ what, place }: ReleasedLine): string {
  return `- ${phraseMarkdown(what)}${place === '' ? '' : ` (was ${codeSpan(place)})`}`;
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
