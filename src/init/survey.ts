import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { schemaPath, schemaText } from '../edit/import/schema-file.ts';
import { withPeople } from '../files/people-file.ts';
import { readSources } from '../files/sources.ts';
import type { Sources } from '../files/text.ts';
import { loadChecked } from '../kinds/load.ts';
import type { InitChoices, Target } from './choices.ts';
import { readIfThere, stateOf, type WantedFile } from './files.ts';
import type { FileResult } from './result.ts';
import { workflowPath, workflowText } from './workflow.ts';

/** What is at the place of the configuration. */
export type Existing =
  | { readonly kind: 'none' }
  | { readonly kind: 'configuration'; readonly organization: string }
  | { readonly kind: 'other' };

/**
 * Looks at what is at the place of the configuration: a file, or a folder of files.
 *
 * @throws KnownError `file-unreadable`, also for a folder without YAML files
 */
export function existingConfiguration(file: string, root: string): Existing {
  if (!existsSync(path.join(root, file))) return { kind: 'none' };
  const read = (name: string): Sources => readSources([name], root);
  const { files, unreadable, people } = withPeople(read(file), read);
  const loaded = loadChecked(files, [file], unreadable, people);
  return loaded.ok
    ? { kind: 'configuration', organization: loaded.configuration.organization }
    : { kind: 'other' };
}

/** A configuration that is wanted, and what is at its place. */
export interface Found {
  readonly target: Target;
  readonly existing: Existing;
}

/** A file that is in the way. */
export interface Obstacle {
  readonly path: string;
  /** A sentence. */
  readonly why: string;
  /** What is there and what was to be written, where a comparison helps. */
  readonly compare: { readonly there: string; readonly wanted: string } | null;
}

/** What is in the way of the files, all of it; empty when they can be written. */
export function obstacles(
  choices: InitChoices,
  targets: readonly Found[],
  root: string,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const { target, existing } of targets) {
    const { file, organization } = target;
    if (existing.kind === 'other') {
      const why = 'It is not a valid configuration; `hf-groups validate` says why.';
      found.push({ path: file, why, compare: null });
    } else if (existing.kind === 'configuration' && !sameName(existing.organization, organization)) {
      const why = `It is the configuration of the organization ${existing.organization}.`;
      found.push({ path: file, why, compare: null });
    }
  }
  const workflow = workflowOf(choices);
  if (stateOf(workflow, root) === 'different') {
    const there = readIfThere(workflow.path, root) ?? '';
    const why = 'It is another workflow, or this one with changes; `--dry-run` shows the difference.';
    found.push({ path: workflow.path, why, compare: { there, wanted: workflow.text } });
  }
  const twin = workflowPath.replace(/\.yml$/, '.yaml');
  if (existsSync(path.join(root, twin))) {
    found.push({ path: twin, why: 'It would run besides the new one.', compare: null });
  }
  return found;
}

/**
 * What would become of each file when nothing is in the way. The schema goes with a first file, whose first line leads
 * to it.
 *
 * @param textOf the text of a first file
 */
export function survey(
  choices: InitChoices,
  targets: readonly Found[],
  root: string,
  textOf: (target: Target) => string,
): readonly FileResult[] {
  const workflow = workflowOf(choices);
  const missing = stateOf(workflow, root) === 'missing';
  return [
    { ...workflow, status: missing ? 'would_write' : 'identical' },
    ...targets.flatMap(({ target, existing }) => {
      const first: WantedFile = { path: target.file, text: textOf(target) };
      const status = firstStatus(first, existing, root);
      return [{ ...first, status }, ...(status === 'kept' ? [] : [schemaResult(target.file, root)])];
    }),
  ];
}

/** One that is there and is another is that of another version, and whoever put it there knows why. */
function schemaResult(file: string, root: string): FileResult {
  const schema: WantedFile = {
    path: path.posix.join(path.posix.dirname(file), schemaPath),
    text: schemaText,
  };
  const states = { missing: 'would_write', identical: 'identical', different: 'kept' } as const;
  return { ...schema, status: states[stateOf(schema, root)] };
}

function firstStatus(first: WantedFile, existing: Existing, root: string): FileResult['status'] {
  if (existing.kind === 'none') return 'would_write';
  const isFile = statSync(path.join(root, first.path)).isFile();
  return isFile && stateOf(first, root) === 'identical' ? 'identical' : 'kept';
}

function workflowOf(choices: InitChoices): WantedFile {
  return { path: workflowPath, text: workflowText(choices) };
}

/** The Hub compares names of organizations without letter case. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
