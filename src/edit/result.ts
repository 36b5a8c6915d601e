import type { Configuration } from '../config/declaration.ts';
import { loadChecked } from '../kinds/load.ts';
import { type Place, SourceFile } from '../text/source-file.ts';
import type { Stuck } from './editable.ts';
import { factsOf, unexpected } from './facts.ts';
import { applyEdits, type Edit } from './patch.ts';

/** A file whose text changes. */
export interface EditedFile {
  readonly file: SourceFile;
  readonly text: string;
}

/** What an edit of the configuration comes to. */
export type EditResult =
  | { readonly kind: 'edited'; readonly files: readonly EditedFile[] }
  /** No small edit does it; nothing is changed, and these places are to be changed by hand. */
  | { readonly kind: 'stuck'; readonly places: readonly Stuck[] };

/** The files of a configuration after some edits. */
export type EditedSources =
  | { readonly kind: 'edited'; readonly sources: readonly SourceFile[] }
  | StuckResult;

/** Gathers edits, file by file. */
export class Edits {
  readonly #byFile = new Map<SourceFile, Edit[]>();
  readonly #stuck: Stuck[] = [];

  /**
   * Takes the edits for something that is to change.
   *
   * @param place where it is declared, for people when it cannot be done
   */
  add({ file, offset }: Place, edits: readonly Edit[] | Stuck | null): void {
    if (edits === null) {
      const why = 'it is written in a way that no small edit can change';
      this.#stuck.push({ kind: 'stuck', file, offset, why });
    } else if ('kind' in edits) {
      this.#stuck.push(edits);
    } else {
      const known = this.#byFile.get(file);
      if (known === undefined) this.#byFile.set(file, [...edits]);
      else known.push(...edits);
    }
  }

  /** The files with all edits applied, read anew; or the places where that cannot be done. */
  texts(sources: readonly SourceFile[]): EditedSources {
    if (this.#stuck.length > 0) return { kind: 'stuck', places: this.#stuck };
    const made = sources.map((file) => {
      const edits = this.#byFile.get(file) ?? [];
      return edits.length === 0 ? file : new SourceFile(file.path, applyEdits(file.text, edits));
    });
    return { kind: 'edited', sources: made };
  }

  /**
   * Applies all of them, reads the result again, and holds it against what was to change.
   *
   * @param before the configuration that `sources` are
   * @param wanted the facts that change, `null` for those that go
   */
  apply(before: Configuration, sources: readonly SourceFile[], wanted: WantedFacts): EditResult {
    const made = this.texts(sources);
    if (made.kind === 'stuck') return made;
    const read = readAgain(before, made.sources);
    return read.kind === 'stuck' ? read : edited(before, sources, read, wanted);
  }
}

/** A configuration and the texts that it was read from. */
export interface Read {
  readonly kind: 'read';
  readonly configuration: Configuration;
  readonly sources: readonly SourceFile[];
}

/** Reads files after an edit. What cannot be read any more was in no shape for an edit. */
export function readAgain(before: Configuration, sources: readonly SourceFile[]): Read | StuckResult {
  const known = { kind: 'known', people: before.people } as const;
  const loaded = loadChecked(sources, before.files, [], known);
  if (loaded.ok) return { kind: 'read', configuration: loaded.configuration, sources };
  const places = loaded.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic): Stuck => {
      const file = sources.find(({ path }) => path === diagnostic.source?.file) ?? new SourceFile('', '');
      return { kind: 'stuck', file, offset: 0, why: `afterwards it would be wrong: ${diagnostic.message}` };
    });
  return { kind: 'stuck', places };
}

type StuckResult = Extract<EditResult, { readonly kind: 'stuck' }>;

/** The files of a configuration after an edit; as they were where nothing was made of it. */
export function applied(sources: readonly SourceFile[], result: EditResult): readonly SourceFile[] {
  if (result.kind === 'stuck') return sources;
  const texts = new Map(result.files.map(({ file, text }) => [file.path, text]));
  return sources.map((file) => {
    const text = texts.get(file.path);
    return text === undefined ? file : new SourceFile(file.path, text);
  });
}

/** One result of two edits, the second of what the first made. */
export function followedBy(
  sources: readonly SourceFile[],
  first: EditResult,
  second: EditResult,
): EditResult {
  if (first.kind === 'stuck' || second.kind === 'stuck') return second.kind === 'stuck' ? second : first;
  const after = applied(applied(sources, first), second);
  const files = sources.flatMap((file, index) => {
    const text = after[index]?.text ?? file.text;
    return text === file.text ? [] : [{ file, text }];
  });
  return { kind: 'edited', files };
}

/** The facts that an edit is to change, `null` for those that are to go. */
export type WantedFacts = ReadonlyMap<string, string | null>;

/**
 * Holds what became of a configuration against what was to become of it.
 *
 * @returns the files that changed, or that more would change than was asked for
 */
export function edited(
  before: Configuration,
  sources: readonly SourceFile[],
  after: { readonly configuration: Configuration; readonly sources: readonly SourceFile[] },
  wanted: WantedFacts,
): EditResult {
  const files = sources.flatMap((file, index) => {
    const text = after.sources[index]?.text ?? file.text;
    return text === file.text ? [] : [{ file, text }];
  });
  const wrong = unexpected(factsOf(before), factsOf(after.configuration), wanted);
  if (wrong.length === 0) return { kind: 'edited', files };
  const why = `something else would change with it: ${wrong.join(', ')}`;
  return { kind: 'stuck', places: files.map(({ file }) => ({ kind: 'stuck', file, offset: 0, why })) };
}
