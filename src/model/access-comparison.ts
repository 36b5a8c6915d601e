import type { AccessRow } from './access-row.ts';

/** The columns that say who has access; the others say where that stands, and how it came about. */
export type ComparedColumn = Exclude<
  keyof AccessRow,
  'source' | 'expired' | 'primary' | 'blocked' | 'added_by' | 'event'
>;

/** A way that is there in both reports, and is not the same. */
export interface AccessChange {
  readonly before: AccessRow;
  readonly after: AccessRow;
  /** The columns that differ. */
  readonly fields: readonly ComparedColumn[];
}

/** What has changed since an earlier report. */
export interface AccessComparison {
  readonly earlier: {
    readonly file: string;
    readonly created_at: string;
    readonly digest: string;
    readonly complete: boolean;
  };
  readonly added: readonly AccessRow[];
  readonly removed: readonly AccessRow[];
  readonly changed: readonly AccessChange[];
}
