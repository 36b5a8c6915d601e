import type { Warning } from '../model/plan.ts';
import { shown, shownPlace } from '../text/shown.ts';

export interface WarningLine {
  readonly code: string;
  readonly message: string;
  readonly place: string;
}

/** The warnings that are shown, and for each code how many more there are. */
export interface WarningsView {
  readonly shown: readonly WarningLine[];
  readonly more: readonly { readonly code: string; readonly count: number }[];
}

/** How many warnings of one code are shown before the rest is counted. */
export const mostWarnings = 20;

/**
 * Warnings in the order in which they come.
 *
 * @param most of one code; the rest is counted
 */
export function warningsView(warnings: readonly Warning[], most: number = mostWarnings): WarningsView {
  const seen = new Map<string, number>();
  const lines: WarningLine[] = [];
  for (const { code, message, source } of warnings) {
    const before = seen.get(code) ?? 0;
    seen.set(code, before + 1);
    if (before < most) lines.push({ code: shown(code), message: shown(message), place: shownPlace(source) });
  }
  const more = [...seen].filter(([, all]) => all > most);
  return { shown: lines, more: more.map(([code, all]) => ({ code: shown(code), count: all - most })) };
}
