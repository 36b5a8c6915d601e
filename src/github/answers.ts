import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { GitHubError } from './error.ts';
import type { Comment, Issue, PullRequest } from './types.ts';

/** GitHub's objects as far as they are used; all else is carried along unread. */
interface RawComment {
  readonly id: number;
  readonly body?: string | null;
  readonly user: RawUser | null;
  readonly html_url: string;
}

interface RawUser {
  readonly login: string;
}

interface RawPullRequest {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly updated_at: string;
  readonly base: { readonly ref: string };
  readonly html_url: string;
}

interface RawIssue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly user: RawUser | null;
  readonly html_url: string;
  /** There when the issue is a pull request: GitHub lists both. */
  readonly pull_request?: unknown;
}

const text = { type: 'string' };
const count = { type: 'integer' };
const optionalText = { type: ['string', 'null'] };
const user = { type: ['object', 'null'], required: ['login'], properties: { login: text } };
const comment = {
  type: 'object',
  required: ['id', 'user', 'html_url'],
  properties: { id: count, body: optionalText, user, html_url: text },
};
const pullRequest = {
  type: 'object',
  required: ['number', 'merged_at', 'merge_commit_sha', 'updated_at', 'base', 'html_url'],
  properties: {
    number: count,
    merged_at: optionalText,
    merge_commit_sha: optionalText,
    updated_at: text,
    base: { type: 'object', required: ['ref'], properties: { ref: text } },
    html_url: text,
  },
};
const issue = {
  type: 'object',
  required: ['number', 'title', 'user', 'html_url'],
  properties: { number: count, title: text, body: optionalText, user, html_url: text },
};

// The schemas are this module's own: checking them at every start would take longer than all the rest of it.
const ajv = new Ajv2020({ strict: false, validateSchema: false });
const schemas = {
  user: ajv.compile<RawUser>({ ...user, type: 'object' }),
  comment: ajv.compile<RawComment>(comment),
  pullRequest: ajv.compile<RawPullRequest>(pullRequest),
  issue: ajv.compile<RawIssue>(issue),
};

/** The login of `GET /user`. @throws GitHubError `github-unavailable` for an answer that is none */
export const loginFrom = (value: unknown, request: string): string =>
  checked(schemas.user, value, request).login;

/** A comment. A deleted account's comments have no author, which is the empty text here. */
export function commentFrom(value: unknown, request: string): Comment {
  const { id, body, user: author, html_url: url } = checked(schemas.comment, value, request);
  return { id, body: body ?? '', author: author?.login ?? '', url };
}

/** A pull request, and when anything about it last changed (ISO 8601). */
export function pullRequestFrom(
  value: unknown,
  request: string,
): { readonly pullRequest: PullRequest; readonly updatedAt: string } {
  const raw = checked(schemas.pullRequest, value, request);
  return {
    pullRequest: {
      number: raw.number,
      mergedAt: raw.merged_at,
      mergeCommit: raw.merged_at === null ? null : raw.merge_commit_sha,
      base: raw.base.ref,
      url: raw.html_url,
    },
    updatedAt: raw.updated_at,
  };
}

/** An issue; `null` for a pull request, which GitHub lists among them. */
export function issueFrom(value: unknown, request: string): Issue | null {
  const raw = checked(schemas.issue, value, request);
  if (raw.pull_request !== undefined) return null;
  const { number, title, body, user: author, html_url: url } = raw;
  return { number, title, body: body ?? '', author: author?.login ?? '', url };
}

function checked<T>(validate: ValidateFunction<T>, value: unknown, request: string): T {
  if (validate(value)) return value;
  const [first] = validate.errors ?? [];
  const place = first?.instancePath || 'the answer';
  throw new GitHubError(
    'github-unavailable',
    `GitHub’s answer cannot be used: ${place} ${first?.message ?? 'is wrong'}`,
    {
      request,
      hint: 'Look whether something between the runner and GitHub answers in its place.',
    },
  );
}
