/** A place in a file: `line` and `column` count from 1, columns in UTF-16 code units. */
export interface Source {
  /** As the user named it, with `/` between its parts on every system. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
