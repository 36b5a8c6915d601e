import type { Source } from '../diagnostics/types.ts';

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
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.path, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The line that the offset is in, without its line end. */
  lineAt(offset: number): string {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
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
