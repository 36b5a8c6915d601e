/*
 * US dollars as text and the Hub's whole cents. An amount never passes through a fraction of binary digits, which has no
 * exact form for most cents.
 */

/** A plain amount, with as many zeros behind the cents as anybody likes. */
const plainAmount = /^(0|[1-9]\d*)(?:\.(\d{1,2})0*)?$/;

/** The cents of an amount as it is written; `null` when it has none: 99.999, 1e3, more than can be counted exactly. */
export function centsOf(written: string): number | null {
  const match = plainAmount.exec(written);
  if (match === null) return null;
  const [, dollars, cents = ''] = match;
  const all = Number(`${dollars}${cents.padEnd(2, '0')}`);
  return Number.isSafeInteger(all) ? all : null;
}

/** Whether a value is an amount in whole cents, which can be counted exactly. */
export function isCents(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Cents as dollars with two decimals, as {@link centsOf} reads them again. @param cents whole, not negative */
export function dollarsOf(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
