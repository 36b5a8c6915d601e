import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { GitHubError } from './error.ts';

// The schemas are this folder's own: checking them at every start would take longer than all the rest of it.
const ajv = new Ajv2020({ strict: false, validateSchema: false });

/** Reads one shape of answer: `(value, request)`. @throws GitHubError `github-unavailable` for an answer that is none */
export type Reader<T> = (value: unknown, request: string) => T;

/**
 * A reader of what fits a JSON schema, which names what is used and carries everything else along unread.
 *
 * @param schema must say what `T` says
 */
export function readerOf<T>(schema: object): Reader<T> {
  const validate = ajv.compile<T>(schema);
  return (value, request) => checked(validate, value, request);
}

/** Pieces of schemas. */
export const text = { type: 'string' };
export const count = { type: 'integer' };
export const optionalText = { type: ['string', 'null'] };
/** A git object's name: SHA-1, or SHA-256 in a repository of that format. */
export const sha = { type: 'string', pattern: '^(?:[0-9a-f]{40}|[0-9a-f]{64})$' };
/** An account; `null` once it has been deleted. */
export const account = { type: ['object', 'null'], required: ['login'], properties: { login: text } };

/** An account as GitHub answers it. */
export interface RawAccount {
  readonly login: string;
}

/** An error for an answer that is not what it should be. */
export function unreadable(why: string, request: string): GitHubError {
  return new GitHubError('github-unavailable', `GitHub’s answer cannot be used: ${why}`, {
    request,
    hint: 'Look whether something between the runner and GitHub answers in its place.',
  });
}

function checked<T>(validate: ValidateFunction<T>, value: unknown, request: string): T {
  if (validate(value)) return value;
  throw unreadable(ajv.errorsText(validate.errors, { dataVar: 'the answer' }), request);
}
