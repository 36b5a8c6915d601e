/** What a code means and what to do: the source of `docs/diagnostics.md`. */
export interface CatalogEntry {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

/** Every diagnostic of a file or a plan. A code never changes its meaning. */
export const diagnosticCatalog = {
  'yaml-syntax': {
    severity: 'error',
    title: 'Not YAML',
    cause: 'The text is not YAML 1.2: a tab as indentation, a quote that is not closed, a bracket too many.',
    cure: 'Mend the line that is shown.',
  },
} as const satisfies Record<string, CatalogEntry>;

export type DiagnosticCode = keyof typeof diagnosticCatalog;
