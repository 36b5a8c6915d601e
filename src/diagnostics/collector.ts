import type { Place, SourceFile } from '../text/source-file.ts';
import { type DiagnosticCode, diagnosticCatalog } from './catalog.ts';
import { diagnose, inReadingOrder } from './diagnose.ts';
import type { Diagnostic } from './diagnostic.ts';

/** How many errors, and how many warnings, one run tells; what follows is counted. */
export const maxDiagnostics = 10_000;

/** Gathers what is wrong, within a bound, so that a file full of errors cannot fill the memory. */
export class Collector {
  readonly #max: number;
  readonly #kept = { error: [] as Diagnostic[], warning: [] as Diagnostic[] };
  /** Where errors begin. */
  readonly #offsets = new Map<SourceFile, Set<number>>();
  readonly #more = { error: 0, warning: 0 };

  /** @param max how many errors and how many warnings are kept */
  constructor(max: number = maxDiagnostics) {
    this.#max = max;
  }

  /** As {@link diagnose}. */
  report(code: DiagnosticCode, place: Place | null, message: string, hint: string | null = null): void {
    const { severity } = diagnosticCatalog[code];
    if (place !== null && severity === 'error') this.#remember(place);
    if (this.#kept[severity].length < this.#max) this.add(diagnose(code, place, message, hint));
    else this.#more[severity]++;
  }

  /** Whether an error was reported that begins exactly there. */
  tells({ file, offset }: Place): boolean {
    return this.#offsets.get(file)?.has(offset) === true;
  }

  #remember({ file, offset }: Place): void {
    const offsets = this.#offsets.get(file);
    if (offsets === undefined) this.#offsets.set(file, new Set([offset]));
    else if (offsets.size < this.#max) offsets.add(offset);
  }

  /** Takes a diagnostic that was made elsewhere. */
  add(diagnostic: Diagnostic): void {
    const kept = this.#kept[diagnostic.severity];
    if (kept.length < this.#max) kept.push(diagnostic);
    else this.#more[diagnostic.severity]++;
  }

  /** Whether anything is wrong beyond a warning. */
  get failed(): boolean {
    return this.#kept.error.length > 0;
  }

  /** Everything in reading order, and first how much was left out, if any was. */
  all(): readonly Diagnostic[] {
    const left: Diagnostic[] = [];
    const { error, warning } = this.#more;
    if (error > 0) left.push(diagnose('too-many-errors', null, `${error} more errors are not shown`));
    if (warning > 0) left.push(diagnose('too-many-warnings', null, `${warning} more warnings are not shown`));
    return inReadingOrder([...left, ...this.#kept.error, ...this.#kept.warning]);
  }
}
