import { structuredPatch } from 'diff';
import { shown, shownFile } from '../text/shown.ts';
import type { Palette } from './palette.ts';

/** The most lines that may differ for a difference that is shown line by line. */
const mostDifferent = 20_000;

/** Lines around what differs. */
const context = 3;

/**
 * How a file changes, as a unified difference.
 *
 * @returns lines, each with its line end
 */
export function renderFileDiff(file: string, before: string, after: string, palette: Palette): string {
  const name = shownFile(file);
  const head = [palette.bold(`--- a/${name}`), palette.bold(`+++ b/${name}`)];
  const { start, oldEnd, newEnd, line } = windowOf(before, after);
  const [old, fresh] = [before.slice(start, oldEnd), after.slice(start, newEnd)];
  const patch = structuredPatch(name, name, old, fresh, '', '', { context, maxEditLength: mostDifferent });
  if (patch === undefined) return `${[...head, `More than ${mostDifferent} lines differ.`].join('\n')}\n`;
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: body }) => [
    palette.dim(`@@ -${rangeOf(oldStart + line, oldLines)} +${rangeOf(newStart + line, newLines)} @@`),
    ...body.map((text) => diffLine(text, palette)),
  ]);
  return `${[...head, ...lines].join('\n')}\n`;
}

/** No lines are named by the line before them, as every patch does. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** Where two texts differ, with lines around it: to compare the rest of a long file would take longer than its edit. */
function windowOf(
  before: string,
  after: string,
): { readonly start: number; readonly oldEnd: number; readonly newEnd: number; readonly line: number } {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  let tail = 0;
  while (
    tail < most - same &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  let start = same;
  for (let lines = 0; lines <= context && start > 0; lines++)
    start = start < 2 ? 0 : before.lastIndexOf('\n', start - 2) + 1;
  let end = before.length - tail;
  for (let lines = 0; lines <= context && end < before.length; lines++) {
    const next = before.indexOf('\n', end);
    end = next === -1 ? before.length : next + 1;
  }
  const line = before.slice(0, start).split('\n').length - 1;
  return { start, oldEnd: end, newEnd: after.length - (before.length - end), line };
}

/** The text of the file is data: whatever a terminal obeys is made visible, but for a carriage return at the end. */
function diffLine(line: string, palette: Palette): string {
  const sign = line.charAt(0);
  const text = `${sign}${shown(line.slice(1).replace(/\r$/, ''))}`;
  if (sign === '+') return palette.add(text);
  return sign === '-' ? palette.remove(text) : text;
}
