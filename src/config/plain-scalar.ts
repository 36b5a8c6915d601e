import { isTextIn12 } from './guessed-words.ts';

/** Characters that no plain scalar begins with; the composer says what is wrong. */
const noPlainStart = '\t,%|>@`';

/**
 * The value of a scalar without quotes on one line.
 *
 * @returns `null` for what is not ordinary: several lines, nothing, numbers with a sign or an exponent, `null` itself
 */
export function plainValue(source: string): string | number | boolean | null {
  if (source.includes('\n') || noPlainStart.includes(source.charAt(0))) return null;
  if (isTextIn12(source)) return source;
  if (/^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/.test(source)) return Number(source);
  if (source === 'true') return true;
  return source === 'false' ? false : null;
}

/**
 * The value of a scalar in quotes on one line.
 *
 * @param source with its quotes
 * @returns `null` for what is not ordinary: several lines, a quote that is not closed, escapes in double quotes
 */
export function quotedValue(source: string): string | null {
  const quote = source.charAt(0);
  if (source.length < 2 || !source.endsWith(quote) || source.includes('\n')) return null;
  const inside = source.slice(1, -1);
  if (quote === '"') return inside.includes('\\') ? null : inside;
  return inside.replaceAll("''", "'");
}
