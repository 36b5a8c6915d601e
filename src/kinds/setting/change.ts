import type { ChangeBase, DeclaredGroupRef } from '../../model/change.ts';

/** What a group's spending is limited for: all of it, or one product. */
export const products = ['total', 'inference_providers', 'spaces', 'jobs', 'endpoints'] as const;
export type Product = (typeof products)[number];

/** Everything that can be set of a group, as a change and the digest name it. */
export type Setting = 'name' | 'description' | 'auto_join' | `spend_limits.${Product}`;

/**
 * One setting of a group, otherwise than it is declared. `before` and `after` are text: a name, a description, `off` or
 * `ROLE/SCOPE`, dollars with two decimals; `null` for no description and no limit.
 */
export interface SettingChange extends ChangeBase {
  readonly kind: 'setting';
  readonly group: DeclaredGroupRef;
  readonly subject: Setting;
  /** Of auto-join that is on by then: how many people come into the group at once. Not part of the digest. */
  readonly joins: number | null;
  /** Of a spend limit: what has been used of it this month, in dollars; `null` when that is not known. Not part of the digest. */
  readonly used: string | null;
}

declare module '../../model/plan.ts' {
  interface ChangeByKind {
    readonly setting: SettingChange;
  }
}

/** The product that a setting limits the spending for; `null` for all other settings. */
export function productOf(setting: Setting): Product | null {
  return products.find((product) => setting === `spend_limits.${product}`) ?? null;
}

const others: readonly string[] = ['name', 'description', 'auto_join'];

/** Whether a text names a setting: a saved plan may say anything. */
export function isSetting(text: string): text is Setting {
  return others.includes(text) || products.some((product) => text === `spend_limits.${product}`);
}
