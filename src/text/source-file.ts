import type { Source } from '../model/source.ts';

/** The text of one configuration file. Lines are counted only when a place in it is asked for. */
export class SourceFile {
  /** As the user named it, with `/` on every system. */
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | null = null;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Line and column, from 1, of an offset in UTF-16 code units. */
  locate(offset: number): Source {
    const line = this.#lineOf(offset);
    return { file: this.path, line: line + 1, column: offset - this.#startOf(line) + 1 };
  }

  /** The offset at which a line begins, which is counted from 1; that of the end for a line that is not there. */
  startOf(line: number): number {
    return this.#starts()[line - 1] ?? this.text.length;
  }

  /** The line that the offset is in, without its line end. */
  lineAt(offset: number): string {
    const line = this.#lineOf(offset);
    const end = line + 1 < this.#starts().length ? this.#startOf(line + 1) - 1 : this.text.length;
    return this.text.slice(this.#startOf(line), this.text.charAt(end - 1) === '\r' ? end - 1 : end);
  }

  /** Found by bisection, from 0: a file may have its thousand errors in one long line. */
  #lineOf(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #startOf(line: number): number {
    return this.#starts()[line] ?? 0;
  }

  #starts(): readonly number[] {
    if (this.#lineStarts === null) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
        starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}

/** A stretch of a file. It costs nothing until somebody asks which line it is. */
export interface Place {
  readonly file: SourceFile;
  readonly offset: number;
  readonly length: number;
}

/** The place as file, line and column. */
export function sourceOf(place: Place): Source {
  return place.file.locate(place.offset);
}
