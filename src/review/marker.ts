import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseJson } from '../text/json.ts';
import { idsPattern } from './ids.ts';

/** What a text of this program on GitHub is: a plan, what became of it, or the issue about drift. */
export type MarkerFor = 'plan' | 'apply' | 'drift';

/** Which configuration a text is about: one of other files is another, and so is one of another organization. */
export interface Subject {
  /** The configuration's paths, as the workflow gives them. */
  readonly files: readonly string[];
  readonly organization: string;
}

/** What is said of a plan that reviewers were shown; of none, everything but the paths and the organization is `null`. */
export interface Reviewable {
  /** The configuration's paths, from {@link fileKey}. */
  readonly files: readonly string[];
  readonly organization: string;
  /** `sha256:…` of the plan. */
  readonly digest: string | null;
  /** The commit that the plan was compared with: the first parent of the pull request's merge commit. */
  readonly base: string | null;
  /** The commit that was planned: the head of the pull request. */
  readonly head: string | null;
  /** Ids of the plan's destructive changes, one behind the other; `null` when they did not fit. */
  readonly destructive: string | null;
  /** Ids of all its other changes; `null` when they did not fit. */
  readonly changes: string | null;
  /** Whether a guard refused the plan: then whoever merged it knew, and it is refused again. */
  readonly refused: boolean | null;
}

/** What the hidden first line of a comment or an issue says. An apply keeps what was reviewed. */
export interface Marker extends Reviewable {
  readonly v: 2;
  readonly for: MarkerFor;
  /** SHA-256 of the text below, from {@link textDigest}; `null` where nobody reviews it. */
  readonly text: string | null;
  /** Over all of it and where it stands; `null` without a key. */
  readonly signature: string | null;
}

const begin = '<!-- hf-groups ';
const end = ' -->';

/** The longest first line that is read: ids take 20,000 characters, paths 2,000, and all else is short. */
const longestLine = 30_000;

/** The longest list of paths that a marker holds as it is. */
const mostFileCharacters = 2_000;

/** The paths of a configuration as a marker holds them; a list that is too long is replaced by its own digest. */
export function fileKey(files: readonly string[]): readonly string[] {
  if (files.reduce((sum, file) => sum + file.length, files.length) <= mostFileCharacters) return files;
  return [`sha256:${createHash('sha256').update(files.join('\n')).digest('hex')}`];
}

/** A text as it is compared with another: GitHub may answer with other line ends and without space at the end. */
export function comparable(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

/** The digest of a comparable text, for {@link Marker.text}. */
export function textDigest(text: string): string {
  return createHash('sha256').update(comparable(text)).digest('hex');
}

/**
 * The first line of a comment, without a line break. It is printable ASCII, and what stands in it can neither end the
 * comment nor, in an e-mail that shows the source, be taken for a mention, a reference or a tag.
 */
export function markerLine(marker: Marker): string {
  const { v, for: what, files, organization, digest, base, head, destructive, changes, refused } = marker;
  const { text, signature } = marker;
  const data = {
    v,
    for: what,
    files,
    organization,
    digest,
    base,
    head,
    destructive,
    changes,
    refused,
    text,
    signature,
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
  if (line.length > longestLine || !line.startsWith(begin) || !line.endsWith(end)) return null;
  let value: unknown;
  try {
    value = parseJson(line.slice(begin.length, -end.length));
  } catch {
    // What is no JSON is no marker either.
  }
  if (!isMarker(value)) return null;
  const { v, for: what, files, organization, digest, base, head, destructive, changes } = value;
  const { refused, text, signature } = value;
  const said = { files, organization, digest, base, head, destructive, changes, refused };
  return { v, for: what, ...said, text, signature };
}

/** What stands below the first line. */
export function textBelow(body: string): string {
  const lineEnd = body.indexOf('\n');
  return lineEnd === -1 ? '' : body.slice(lineEnd + 1);
}

/** Whether the marker is that of the pull request comment for this configuration, planned or applied. */
export function isCommentFor(marker: Marker, subject: Subject): boolean {
  return marker.for !== 'drift' && isForFiles(marker, subject.files) && isOfOrganization(marker, subject);
}

/**
 * Whether the marker is that of an issue about drift for these files: `here`, of this configuration, or `elsewhere`, of
 * another organization that the same files were of before.
 */
export function driftFor(marker: Marker, subject: Subject): 'here' | 'elsewhere' | null {
  if (marker.for !== 'drift' || !isForFiles(marker, subject.files)) return null;
  return isOfOrganization(marker, subject) ? 'here' : 'elsewhere';
}

function isForFiles(marker: Marker, files: readonly string[]): boolean {
  const key = fileKey(files);
  return key.length === marker.files.length && key.every((file, index) => file === marker.files[index]);
}

/** The Hub compares names of organizations without letter case. */
function isOfOrganization(marker: Marker, { organization }: Subject): boolean {
  return marker.organization.toLowerCase() === organization.toLowerCase();
}

const kinds: readonly MarkerFor[] = ['plan', 'apply', 'drift'];
const commit = { type: 'string', pattern: '^[0-9a-f]{40,64}$' };
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const orNull = (schema: object): object => ({ anyOf: [schema, { type: 'null' }] });
const ids = orNull({ type: 'string', pattern: idsPattern });
const fields = {
  v: { const: 2 },
  for: { enum: kinds },
  files: { type: 'array', items: { type: 'string' } },
  organization: { type: 'string' },
  digest: orNull({ type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }),
  base: orNull(commit),
  head: orNull(commit),
  destructive: ids,
  changes: ids,
  refused: { type: ['boolean', 'null'] },
  text: orNull(sha256),
  signature: orNull(sha256),
};

const isMarker = new Ajv2020({ validateSchema: false }).compile<Marker>({
  type: 'object',
  required: Object.keys(fields),
  properties: fields,
});
