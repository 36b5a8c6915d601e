import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Result } from '../apply/types.ts';
import { idsPattern } from './ids.ts';

/** What a text of this program on GitHub is: a reviewed plan, what became of it, or the issue about drift. */
export type MarkerFor = 'plan' | 'apply' | 'drift';

/** What became of a plan after the pull request was merged. */
export interface Applied {
  /** The commit that was applied. */
  readonly commit: string;
  readonly result: Result;
}

/**
 * What the hidden first line of a comment or an issue says. `digest`, `destructive` and `changes` are of the plan that
 * was reviewed, also after it was applied.
 */
export interface Marker {
  readonly v: 1;
  readonly for: MarkerFor;
  /** The configuration's paths, from {@link fileKey}: two workflows with different files have two comments. */
  readonly file: readonly string[];
  readonly organization: string;
  /** `sha256:…` of the plan that was shown; `null` when none was. */
  readonly digest: string | null;
  /** The commit that was planned; `null` when none was. */
  readonly head: string | null;
  /** Ids of the plan's destructive changes, one behind the other; `null` when they did not fit. */
  readonly destructive: string | null;
  /** Ids of all its other changes; `null` when they did not fit. */
  readonly changes: string | null;
  readonly applied: Applied | null;
}

const begin = '<!-- hf-groups ';
const end = ' -->';

/** The longest list of paths that a marker holds as it is. */
const mostFileCharacters = 2_000;

/** The paths of a configuration as a marker holds them; a list that is too long is replaced by its own digest. */
export function fileKey(files: readonly string[]): readonly string[] {
  if (files.reduce((sum, file) => sum + file.length, files.length) <= mostFileCharacters) return files;
  return [`sha256:${createHash('sha256').update(files.join('\n'), 'utf8').digest('hex')}`];
}

/**
 * The first line of a comment, without a line break. It is printable ASCII, and what stands in it can neither end the
 * comment nor, in an e-mail that shows the source, be taken for a mention, a reference or a tag.
 */
export function markerLine(marker: Marker): string {
  const { v, for: what, file, organization, digest, head, destructive, changes, applied } = marker;
  const data = {
    v,
    for: what,
    file,
    organization,
    digest,
    head,
    destructive,
    changes,
    applied: applied === null ? null : { commit: applied.commit, result: applied.result },
  };
  return `${begin}${JSON.stringify(data).replace(/-(?=-)|[<>&@#`]|[^ -~]/g, escaped)}${end}`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Reads the first line of a text. @returns `null` when it is no marker of this version; unknown fields are left out */
export function parseMarker(body: string): Marker | null {
  const lineEnd = body.search(/\r?\n/);
  const line = lineEnd === -1 ? body : body.slice(0, lineEnd);
  if (!line.startsWith(begin) || !line.endsWith(end)) return null;
  let value: unknown;
  try {
    value = JSON.parse(line.slice(begin.length, -end.length));
  } catch {
    return null;
  }
  if (!isMarker(value)) return null;
  const { v, for: what, file, organization, digest, head, destructive, changes, applied } = value;
  return {
    v,
    for: what,
    file,
    organization,
    digest,
    head,
    destructive,
    changes,
    applied: applied === null ? null : { commit: applied.commit, result: applied.result },
  };
}

/** Whether the marker is that of the pull request comment for these files, planned or applied. */
export function isCommentFor(marker: Marker, files: readonly string[]): boolean {
  if (marker.for === 'drift') return false;
  return isForFiles(marker, files);
}

/** Whether the marker is that of the issue about drift for these files. */
export function isDriftFor(marker: Marker, files: readonly string[]): boolean {
  return marker.for === 'drift' && isForFiles(marker, files);
}

function isForFiles(marker: Marker, files: readonly string[]): boolean {
  const key = fileKey(files);
  return key.length === marker.file.length && key.every((file, index) => file === marker.file[index]);
}

const results: readonly Result[] = [
  'applied',
  'nothing_to_do',
  'partial',
  'failed',
  'refused',
  'interrupted',
];
const kinds: readonly MarkerFor[] = ['plan', 'apply', 'drift'];
const commit = { type: 'string', pattern: '^[0-9a-f]{40,64}$' };
const orNull = (schema: object): object => ({ anyOf: [schema, { type: 'null' }] });
const ids = orNull({ type: 'string', pattern: idsPattern });

const isMarker = new Ajv2020({ validateSchema: false }).compile<Marker>({
  type: 'object',
  required: ['v', 'for', 'file', 'organization', 'digest', 'head', 'destructive', 'changes', 'applied'],
  properties: {
    v: { const: 1 },
    for: { enum: kinds },
    file: { type: 'array', items: { type: 'string' } },
    organization: { type: 'string' },
    digest: orNull({ type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }),
    head: orNull(commit),
    destructive: ids,
    changes: ids,
    applied: orNull({
      type: 'object',
      required: ['commit', 'result'],
      properties: { commit, result: { enum: results } },
    }),
  },
});
