import type { LiveUsage } from '../../live/usage.ts';
import type { Product } from './change.ts';
import { dollarsOf, isCents } from './dollars.ts';

/** Products that are billed one by one. */
const billed = ['inference_providers', 'spaces', 'jobs', 'endpoints'] as const;

/**
 * What a group has used of a product this month, in cents, of a fraction rounded up; of all together as much as is
 * known. `null` when nothing is.
 */
export function usedOf(usage: LiveUsage | undefined, product: Product): number | null {
  if (usage === undefined) return null;
  const parts = (product === 'total' ? billed : [product]).flatMap((one) => usage[one] ?? []);
  return parts.length === 0 ? null : Math.ceil(parts.reduce((sum, cents) => sum + cents, 0));
}

/** The same as dollars. */
export function usedText(usage: LiveUsage | undefined, product: Product): string | null {
  const used = usedOf(usage, product);
  return isCents(used) ? dollarsOf(used) : null;
}
