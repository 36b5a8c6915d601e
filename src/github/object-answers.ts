import { account, type RawAccount, readerOf, sha, text, unreadable } from './checked.ts';
import type { Commit, ListedCommit, Tree } from './github.ts';

interface Named {
  readonly sha: string;
}

interface RawCommit extends Named {
  readonly tree: Named;
  readonly parents: readonly Named[];
}

/** A commit in a list: git's part of it lies deeper than when it is asked for alone. */
interface RawListed extends Named {
  readonly commit: { readonly message: string; readonly tree: Named };
  /** Without a login where the address is nobody's. */
  readonly author: Partial<RawAccount> | null;
  readonly parents: readonly Named[];
}

interface RawTree {
  readonly tree: readonly {
    readonly path: string;
    readonly mode: string;
    readonly sha: string;
    readonly size?: number;
  }[];
  readonly truncated: boolean;
}

interface RawBlob extends Named {
  readonly content: string;
  readonly encoding: string;
}

const named = { type: 'object', required: ['sha'], properties: { sha } };
const parents = { type: 'array', items: named };

const readCommit = readerOf<RawCommit>({
  type: 'object',
  required: ['sha', 'tree', 'parents'],
  properties: { sha, tree: named, parents },
});

const readListed = readerOf<RawListed>({
  type: 'object',
  required: ['sha', 'commit', 'author', 'parents'],
  properties: {
    sha,
    commit: { type: 'object', required: ['message', 'tree'], properties: { message: text, tree: named } },
    author: { ...account, required: [] },
    parents,
  },
});

const readTree = readerOf<RawTree>({
  type: 'object',
  required: ['tree', 'truncated'],
  properties: {
    tree: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'mode', 'sha'],
        properties: { path: text, mode: text, sha, size: { type: 'integer', minimum: 0 } },
      },
    },
    truncated: { type: 'boolean' },
  },
});

const readBlob = readerOf<RawBlob>({
  type: 'object',
  required: ['sha', 'content', 'encoding'],
  properties: { sha, content: text, encoding: text },
});

const readMade = readerOf<Named>(named);

/** A commit that was asked for by its SHA. @throws GitHubError, also for another commit than that */
export function commitFrom(value: unknown, request: string, wanted: string): Commit {
  const { sha: got, tree, parents: before } = readCommit(value, request);
  if (got !== wanted) throw unreadable('it is another commit', request);
  return { sha: got, tree: tree.sha, parents: before.map((parent) => parent.sha) };
}

/** A commit of a list. @throws GitHubError */
export function listedCommitFrom(value: unknown, request: string): ListedCommit {
  const { sha: got, commit, author, parents: before } = readListed(value, request);
  return {
    sha: got,
    tree: commit.tree.sha,
    parents: before.map((parent) => parent.sha),
    message: commit.message,
    author: author?.login ?? '',
  };
}

/** The name of an object that was made. @throws GitHubError */
export const madeFrom = (value: unknown, request: string): string => readMade(value, request).sha;

/** A tree. @throws GitHubError */
export function treeFrom(value: unknown, request: string): Tree {
  const { tree, truncated } = readTree(value, request);
  return {
    entries: tree.map(({ path, mode, sha: entry, size }) => ({ path, mode, sha: entry, size: size ?? null })),
    truncated,
  };
}

/** The bytes of a file. @throws GitHubError, also when they are not encoded as documented */
export function bytesFrom(value: unknown, request: string): Uint8Array {
  const { content, encoding } = readBlob(value, request);
  if (encoding !== 'base64') throw unreadable('its encoding is not base64', request);
  return Buffer.from(content, 'base64');
}
