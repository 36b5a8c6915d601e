/** A remark on a line of a file, shown in the pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
}
