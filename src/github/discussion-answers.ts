import { account, count, optionalText, type RawAccount, readerOf, text } from './checked.ts';
import type { Comment, Issue } from './github.ts';

interface RawComment {
  readonly id: number;
  readonly body?: string | null;
  readonly user: RawAccount | null;
  readonly html_url: string;
}

interface RawIssue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly user: RawAccount | null;
  readonly html_url: string;
  /** There when the issue is a pull request: GitHub lists both. */
  readonly pull_request?: unknown;
}

const readComment = readerOf<RawComment>({
  type: 'object',
  required: ['id', 'user', 'html_url'],
  properties: { id: count, body: optionalText, user: account, html_url: text },
});

const readIssue = readerOf<RawIssue>({
  type: 'object',
  required: ['number', 'title', 'user', 'html_url'],
  properties: { number: count, title: text, body: optionalText, user: account, html_url: text },
});

const readViewer = readerOf<{ readonly viewer: { readonly login: string } }>({
  type: 'object',
  required: ['viewer'],
  properties: {
    viewer: {
      type: 'object',
      required: ['login'],
      properties: { login: { type: 'string', minLength: 1 } },
    },
  },
});

/** The login in the answer to `{ viewer { login } }`. @throws GitHubError */
export const viewerFrom = (value: unknown, request: string): string =>
  readViewer(value, request).viewer.login;

/** A comment. A deleted account's comments have no author, which is the empty text here. @throws GitHubError */
export function commentFrom(value: unknown, request: string): Comment {
  const { id, body, user, html_url: url } = readComment(value, request);
  return { id, body: body ?? '', author: user?.login ?? '', url };
}

/** An issue; `null` for a pull request, which GitHub lists among them. @throws GitHubError */
export function issueFrom(value: unknown, request: string): Issue | null {
  const raw = readIssue(value, request);
  if (raw.pull_request !== undefined) return null;
  const { number, title, body, user, html_url: url } = raw;
  return { number, title, body: body ?? '', author: user?.login ?? '', url };
}
