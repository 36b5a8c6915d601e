/** What a code means and what to do about it: the source of `docs/diagnostics.md`. */
export interface CatalogEntry {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

/** What stops a run. */
export const error = (title: string, cause: string, cure: string): CatalogEntry => ({
  severity: 'error',
  title,
  cause,
  cure,
});
/** What is said, and stops nothing. */
export const warning = (title: string, cause: string, cure: string): CatalogEntry => ({
  severity: 'warning',
  title,
  cause,
  cure,
});
