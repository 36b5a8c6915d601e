import type { Action } from '../../../src/model/change.ts';
import type { ChangeByKind } from '../../../src/model/plan.ts';
import type { Directory } from '../../../src/sandbox/directory.ts';
import type { SeedGroup } from '../../../src/sandbox/model.ts';
import { idOf } from '../planning.ts';

/** What a file says, as a tree; several are put together by {@link together}. */
export interface Declared {
  readonly groups?: Readonly<Record<string, Tree>>;
  readonly organization_members?: Readonly<Record<string, string>>;
}
export type Tree = Readonly<Record<string, unknown>>;

export interface Sample {
  readonly title: string;
  readonly kind: keyof ChangeByKind;
  readonly action: Action;
  /** What the digest says of it behind the group: subject, before and after. */
  readonly line: readonly [subject: string, before: string, after: string];
  /** The group on the Hub that it is about, before: by name. */
  readonly live: Readonly<Record<string, SeedGroup>>;
  /** A file that says nothing of it, though of its group. */
  readonly unsaid: Declared;
  /** A file that says what is live; `null` where only not saying it fits that. */
  readonly before: Declared | null;
  /** A file that asks for it. */
  readonly after: Declared;
  /** Somebody else changes that very thing by hand, to what is neither. */
  readonly meanwhile: (directory: Directory) => void;
  /** What a hand could write for `after` in a saved plan: another value that a file can declare, and one that none can. */
  readonly forged: { readonly other: string; readonly wild: string };
  /** Who is declared before and not unsaid, and stays in the group. */
  readonly released?: string;
}

export type Given = Omit<Sample, 'kind'>;

let last = 0;

/** The next group of the table. */
export function next(): { readonly id: string; readonly name: string } {
  last += 1;
  return { id: idOf(0xa00 + last), name: `Group ${String(last).padStart(2, '0')}` };
}

/** A file that names the group and says this of it. */
export function saying(name: string, id: string, tree: Tree = {}): Declared {
  return { groups: { [name]: { id, ...tree } } };
}

/** An admin, so that no group is left without one. */
export const root = { root: 'admin' } as const;

/** The group into which things go that were moved by hand. */
export const elsewhere = { id: idOf(0xaff), name: 'Elsewhere' };
