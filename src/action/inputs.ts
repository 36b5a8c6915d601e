import { KnownError } from '../errors.ts';
import { shown } from '../render/shown.ts';
import type { Environment } from '../render/terminal.ts';
import { enumerate } from '../render/words.ts';
import { type ReviewMode, reviewModes } from '../review/reviewed.ts';
import { nearest } from '../text/nearest.ts';

export const commands = ['plan', 'apply', 'drift', 'validate'] as const;
export type Command = (typeof commands)[number];

/** When `plan` and `apply` comment. `changes`: when there is something to tell, or a comment that would be old. */
export const commentModes = ['always', 'changes', 'never'] as const;
export type CommentMode = (typeof commentModes)[number];

/** Which blocked entries fail a run: those that the change itself brings, all, or none. */
export const blockedModes = ['this_change', 'any', 'never'] as const;
export type BlockedMode = (typeof blockedModes)[number];

/** The inputs with their defaults, as `action.yml` has them; `null` for one that is empty there. */
export const inputDefaults = {
  command: commands[0],
  file: 'groups.yaml',
  'hf-token': null,
  'hf-endpoint': null,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which fills it in.
  'github-token': '${{ github.token }}',
  comment: commentModes[0],
  reviewed: reviewModes[0],
  'fail-on-blocked': blockedModes[0],
  'batch-size': '50',
  concurrency: '8',
  'working-directory': '.',
} as const;

export type InputName = keyof typeof inputDefaults;

/** The inputs of a run, checked. */
export interface Inputs {
  readonly command: Command;
  /** Files and folders of the configuration, at least one. */
  readonly files: readonly string[];
  /** `null` where there is none. */
  readonly hfToken: string | null;
  readonly hfEndpoint: string | null;
  readonly githubToken: string | null;
  readonly comment: CommentMode;
  readonly reviewed: ReviewMode;
  readonly failOnBlocked: BlockedMode;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly workingDirectory: string;
}

/** The values that no log may show: those of the inputs, and what a step's `env` may hold in their place. */
export function secretsOf(env: Environment): readonly string[] {
  const values = [inputOf(env, 'hf-token'), inputOf(env, 'github-token'), env['HF_TOKEN']];
  return [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
}

/** The variables with secrets, which programs that are started need not see. */
export const secretVariables: readonly string[] = [
  variableOf('hf-token'),
  variableOf('github-token'),
  'HF_TOKEN',
];

/**
 * Reads the inputs from the environment, where the runner puts them as `INPUT_` and the name in capitals.
 *
 * @throws KnownError `usage` for a value that makes no sense; never with the text of a token
 */
export function readInputs(env: Environment): Inputs {
  const files = lines(inputOf(env, 'file'));
  return {
    command: choice(env, 'command', commands),
    files: files.length === 0 ? [inputDefaults.file] : files,
    hfToken: inputOf(env, 'hf-token') ?? filled(env['HF_TOKEN']),
    hfEndpoint: inputOf(env, 'hf-endpoint') ?? filled(env['HF_ENDPOINT']),
    githubToken: inputOf(env, 'github-token'),
    comment: choice(env, 'comment', commentModes),
    reviewed: choice(env, 'reviewed', reviewModes),
    failOnBlocked: choice(env, 'fail-on-blocked', blockedModes),
    batchSize: whole(env, 'batch-size', 1000),
    concurrency: whole(env, 'concurrency', 64),
    workingDirectory: inputOf(env, 'working-directory') ?? inputDefaults['working-directory'],
  };
}

function variableOf(name: InputName): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
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

function choice<const T extends string>(env: Environment, name: InputName, values: readonly [T, ...T[]]): T {
  const given = inputOf(env, name);
  if (given === null) return values[0];
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  const meant = nearest(given, values);
  throw new KnownError('usage', `The input \`${name}\` is “${shown(given, 100)}”`, {
    hint: `Give ${enumerate(values).replace(/ and (?=\S+$)/, ' or ')}.${meant === null ? '' : ` Did you mean ${meant}?`}`,
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
