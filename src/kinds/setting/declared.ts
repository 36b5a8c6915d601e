import type { DeclaredGroup, OtherProperty } from '../../config/declaration.ts';
import { entriesOf, field, isText, placeOf, placeOfKey, plainOf } from '../../config/tree.ts';
import type { Place } from '../../text/source-file.ts';
import { autoJoinText } from './auto-join.ts';
import { type Product, products, type Setting } from './change.ts';
import { centsOf, dollarsOf } from './dollars.ts';

/** A setting that the file declares, in the text of a change. */
export interface DeclaredSetting {
  readonly setting: Setting;
  readonly value: string | null;
  /** Where the value stands. */
  readonly place: Place;
}

/** Everything that is declared of a group's settings; what does not fit the schema is passed over. */
export function declaredSettings(group: DeclaredGroup): readonly DeclaredSetting[] {
  const { others, id, name, place } = group;
  const renamed =
    id === null || others.has('state') ? [] : [{ setting: 'name', value: name, place } as const];
  return [
    ...renamed,
    ...described(group),
    ...joined(others.get('auto_join')),
    ...declaredLimits(group).flatMap(({ product, value, place: at }): readonly DeclaredSetting[] =>
      value === undefined ? [] : [{ setting: `spend_limits.${product}`, value, place: at }],
    ),
  ];
}

/** The description without the space around it; `null` when none is declared. */
export function declaredDescription({
  others,
}: DeclaredGroup): { readonly text: string; readonly place: Place } | null {
  const property = others.get('description');
  return isText(property?.tree) ? { text: property.tree.value.trim(), place: property.place } : null;
}

function described(group: DeclaredGroup): readonly DeclaredSetting[] {
  const description = declaredDescription(group);
  if (description === null) return [];
  const { text, place } = description;
  return [{ setting: 'description', value: text === '' ? null : text, place }];
}

function joined(property: OtherProperty | undefined): readonly DeclaredSetting[] {
  if (property === undefined) return [];
  const { tree, place } = property;
  if (isText(tree)) {
    return tree.value === 'off' ? [{ setting: 'auto_join', value: autoJoinText(null), place }] : [];
  }
  const [role, scope] = [field(tree, 'role'), field(tree, 'scope')];
  if (!isText(role) || !isText(scope)) return [];
  const value = autoJoinText({ role: role.value, scope: scope.value });
  return [{ setting: 'auto_join', value, place }];
}

/** A limit as the file has it. */
export interface DeclaredLimit {
  readonly product: Product;
  /** Dollars with two decimals, `null` for no limit, `undefined` for what is no amount. */
  readonly value: string | null | undefined;
  /** As it is written; `null` for a line that was left unfinished. */
  readonly written: string | null;
  readonly place: Place;
}

/** The limits that the file names, those among them that are no amounts; what does not fit the schema is passed over. */
export function declaredLimits({ others }: DeclaredGroup): readonly DeclaredLimit[] {
  const limits = others.get('spend_limits');
  if (limits === undefined) return [];
  const { file } = limits.place;
  return entriesOf(limits.tree).flatMap((entry): readonly DeclaredLimit[] => {
    const product = products.find((one) => one === entry.key);
    const value = plainOf(entry.value);
    if (product === undefined || !mayBeLimit(value)) return [];
    const place = placeOf(file, entry.value);
    const written = file.text.slice(place.offset, place.offset + place.length);
    if (value !== null) return [{ product, value: amountIn(written), written, place }];
    if (nothing.test(written)) return [{ product, value: null, written, place }];
    // What is not there is best shown at its key.
    return [{ product, value: undefined, written: null, place: placeOfKey(file, entry) }];
  });
}

function mayBeLimit(value: unknown): boolean {
  return value === null || (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY);
}

/** `null` as somebody writes it on purpose, and not by leaving a line unfinished. */
const nothing = /^(?:null|~)$/i;

/** From the digits as they are written: a number that was read has gone through a fraction that may not be exact. */
function amountIn(written: string): string | undefined {
  const cents = centsOf(written);
  return cents === null ? undefined : dollarsOf(cents);
}
