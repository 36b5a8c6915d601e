import { KnownError } from '../errors.ts';
import { pathInRepository } from '../github/path-in-repository.ts';
import type { Environment } from '../model/environment.ts';
import { type ReviewMode, reviewModes } from '../review/reviewed.ts';
import { leastKeyLength } from '../review/signature.ts';
import { defaultBatchSize, defaultConcurrency, defaultFile } from '../run/defaults.ts';
import { enumerate } from '../text/count.ts';
import { nearest } from '../text/nearest.ts';
import { shown } from '../text/shown.ts';

export const commands = ['plan', 'apply', 'drift', 'import', 'validate', 'doctor'] as const;
export type Command = (typeof commands)[number];

/** When `plan` and `apply` comment. `changes`: when there is something to tell, or a comment that would be old. */
export const commentModes = ['always', 'changes', 'never'] as const;
export type CommentMode = (typeof commentModes)[number];

/** Which blocked entries fail a run: those that the change itself brings, all, or none. */
export const blockedModes = ['this_change', 'any', 'never'] as const;
export type BlockedMode = (typeof blockedModes)[number];

/** Whose pull requests from forks are planned, when the event gives a token. */
export const forkModes = ['members', 'always', 'never'] as const;
export type ForkMode = (typeof forkModes)[number];

/** Whether who made a difference is looked up in the Hub's audit log. */
export const auditModes = ['false', 'true'] as const;

/** The inputs with their defaults, as `action.yml` has them; `null` for one that is empty there. */
export const inputDefaults = {
  command: commands[0],
  file: defaultFile,
  'hf-token': null,
  'hf-endpoint': null,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which fills it in.
  'github-token': '${{ github.token }}',
  'signing-key': null,
  comment: commentModes[0],
  reviewed: reviewModes[0],
  digest: null,
  'fail-on-blocked': blockedModes[0],
  forks: forkModes[0],
  'batch-size': `${defaultBatchSize}`,
  concurrency: `${defaultConcurrency}`,
  'audit-log': auditModes[0],
} as const;

export type InputName = keyof typeof inputDefaults;

/** The inputs of a run, checked. */
export interface Inputs {
  readonly command: Command;
  /** Files and folders of the configuration from the root of the repository, at least one. */
  readonly files: readonly string[];
  /** `null` where there is none. */
  readonly hfToken: string | null;
  readonly hfEndpoint: string | null;
  readonly githubToken: string | null;
  /** What plans are signed with; `null` for none. */
  readonly signingKey: string | null;
  readonly comment: CommentMode;
  readonly reviewed: ReviewMode;
  /** The plan that counts as reviewed by whoever started the run by hand; `null` for none. */
  readonly digest: string | null;
  readonly failOnBlocked: BlockedMode;
  readonly forks: ForkMode;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly auditLog: boolean;
}

const secretInputs = ['hf-token', 'github-token', 'signing-key'] as const satisfies readonly InputName[];

/** The values that no log may show: those of the inputs, and what a step's `env` may hold in their place. */
export function secretsOf(env: Environment): readonly string[] {
  const values = [...secretInputs.map((name) => inputOf(env, name)), env['HF_TOKEN']];
  return [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
}

/** The variables with secrets, which nothing but this program need see. */
export const secretVariables: readonly string[] = [...secretInputs.map(variableOf), 'HF_TOKEN'];

/**
 * Reads the inputs from the environment, where the runner puts them as `INPUT_` and the name in capitals.
 *
 * @throws KnownError `usage` for a value that makes no sense; never with the text of a secret
 */
export function readInputs(env: Environment): Inputs {
  const files = lines(inputOf(env, 'file')).map(inRepository);
  return {
    command: choice(env, 'command', commands),
    files: files.length === 0 ? [inputDefaults.file] : [...new Set(files)],
    hfToken: inputOf(env, 'hf-token') ?? filled(env['HF_TOKEN']),
    hfEndpoint: inputOf(env, 'hf-endpoint') ?? filled(env['HF_ENDPOINT']),
    githubToken: inputOf(env, 'github-token'),
    signingKey: signingKey(env),
    comment: choice(env, 'comment', commentModes),
    reviewed: choice(env, 'reviewed', reviewModes),
    digest: digest(env),
    failOnBlocked: choice(env, 'fail-on-blocked', blockedModes),
    forks: choice(env, 'forks', forkModes),
    batchSize: whole(env, 'batch-size', 1000),
    concurrency: whole(env, 'concurrency', 64),
    auditLog: choice(env, 'audit-log', auditModes) === 'true',
  };
}

function variableOf(name: InputName): string {
  return `INPUT_${name.toUpperCase()}`;
}

function inputOf(env: Environment, name: InputName): string | null {
  return filled(env[variableOf(name)]);
}

/** An input that is not given, or whose secret does not exist, is the empty text. */
function filled(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function lines(text: string | null): readonly string[] {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** One spelling for each path, since comments and statuses are found again by it; `.` is the whole repository. */
function inRepository(file: string): string {
  return pathInRepository(file) || '.';
}

function signingKey(env: Environment): string | null {
  const given = inputOf(env, 'signing-key');
  if (given === null || given.length >= leastKeyLength) return given;
  throw new KnownError('usage', `The input \`signing-key\` has fewer than ${leastKeyLength} characters`, {
    hint: 'Make one by chance, such as with `openssl rand -hex 32`, and keep it as a secret of the environments of both jobs.',
  });
}

function digest(env: Environment): string | null {
  const given = inputOf(env, 'digest');
  if (given === null || /^sha256:[0-9a-f]{64}$/.test(given)) return given;
  throw new KnownError('usage', `The input \`digest\` is “${shown(given, 100)}”`, {
    hint: 'Give `sha256:` and 64 hexadecimal digits, as the drift issue shows them.',
  });
}

function choice<const T extends string>(env: Environment, name: InputName, values: readonly [T, ...T[]]): T {
  const given = inputOf(env, name);
  if (given === null) return values[0];
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  const meant = nearest(given, values);
  throw new KnownError('usage', `The input \`${name}\` is “${shown(given, 100)}”`, {
    hint: `Give ${enumerate(values, 'or')}.${meant === null ? '' : ` Did you mean ${meant}?`}`,
  });
}

function whole(env: Environment, name: 'batch-size' | 'concurrency', most: number): number {
  const given = inputOf(env, name) ?? inputDefaults[name];
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new KnownError('usage', `The input \`${name}\` is “${shown(given, 100)}”`, {
    hint: `Give a whole number from 1 to ${most}.`,
  });
}
