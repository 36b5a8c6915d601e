import type { Configuration, DeclaredGroup } from '../config/declaration.ts';
import { loadChecked } from '../kinds/load.ts';
import { SourceFile } from '../text/source-file.ts';
import { groupFacts } from './facts.ts';
import { indentBefore, lineEndOf, lineStart, nextLine } from './lines.ts';
import type { Edit } from './patch.ts';
import type { EditResult } from './result.ts';
import { yamlWord } from './word.ts';

/**
 * The lines of one group as a small configuration of their own: an edit there, with all its checks, costs what the
 * group costs and not what the file costs.
 */
export interface Region {
  readonly configuration: Configuration;
  readonly file: SourceFile;
  readonly group: DeclaredGroup;
  /** The edit of the whole file that an edit of the region comes to; `null` when it was stuck there. */
  back(result: EditResult): Edit | null;
}

/**
 * Cuts a group out of its file.
 *
 * @returns `null` where its lines by themselves do not say what they say in the file
 */
export function regionOf(group: DeclaredGroup): Region | null {
  const { file, offset } = group.place;
  const indent = indentBefore(file.text, offset);
  // With an anchor or an alias somewhere, lines may mean something by what stands elsewhere.
  if (indent === null || indent === '' || /[&*]/.test(file.text)) return null;
  const start = lineStart(file.text, offset);
  const end = endOf(file.text, start, indent.length);
  const head = headFor(group).join(lineEndOf(file.text));
  const text = head + file.text.slice(start, end);
  const small = new SourceFile(file.path, text);
  const loaded = loadChecked([small], []);
  const [only, ...others] = loaded.ok ? loaded.configuration.groups : [];
  if (!loaded.ok || only === undefined || others.length > 0 || !saysTheSame(only, group)) return null;
  return {
    configuration: loaded.configuration,
    file: small,
    group: only,
    back: (result) => {
      if (result.kind === 'stuck') return null;
      const after = result.files[0]?.text ?? text;
      if (!after.startsWith(head)) return null;
      return { at: start, remove: end - start, insert: after.slice(head.length) };
    },
  };
}

/** What a group needs around it: its mode where it does not say one, and teams of the names that it uses. */
function headFor({ mode, membership }: DeclaredGroup): readonly string[] {
  const teams = new Set((membership?.grants ?? []).map(({ team }) => yamlWord(team)));
  return [
    'version: 1',
    'organization: region',
    `defaults: { membership: ${mode.value} }`,
    ...(teams.size === 0 ? [] : ['teams:', ...[...teams].map((team) => `  ${team}: {}`)]),
    'groups:',
    '',
  ];
}

/** Behind the lines that are indented deeper than the group's own, with the empty ones and comments between them. */
function endOf(text: string, start: number, column: number): number {
  let end = nextLine(text, start);
  while (end < text.length) {
    const next = nextLine(text, end);
    const line = text.slice(end, next);
    const isText = /^ *[^\s#]/.test(line);
    if (isText && line.search(/[^ ]/) <= column) break;
    end = next;
  }
  return end;
}

function saysTheSame(one: DeclaredGroup, other: DeclaredGroup): boolean {
  const [facts, others] = [groupFacts(one), groupFacts(other)];
  return facts.size === others.size && [...facts].every(([name, fact]) => others.get(name) === fact);
}
