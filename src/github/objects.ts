import { createHash } from 'node:crypto';
import { unreadable } from './checked.ts';
import type { Objects, Tree } from './github.ts';
import { bytesFrom, commitFrom, treeFrom } from './object-answers.ts';
import type { Calls } from './repository.ts';

/** The tree without entries, which git knows without storing it: in SHA-1 and in SHA-256. */
const emptyTrees: readonly string[] = [
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
];

/** The part of the client that reads commits, trees and files. */
export function createObjects({ call }: Calls): Objects {
  const blobs = new Map<string, Promise<Uint8Array>>();
  const trees = new Map<string, Promise<Tree>>();

  async function readTree(sha: string, recursive: boolean): Promise<Tree> {
    if (emptyTrees.includes(sha)) return { entries: [], truncated: false };
    const { data, request } = await call('GET', '/git/trees/{tree_sha}', {
      tree_sha: objectName(sha),
      ...(recursive ? { recursive: '1' } : {}),
    });
    return treeFrom(data, request);
  }

  async function readBlob(sha: string): Promise<Uint8Array> {
    const { data, request } = await call('GET', '/git/blobs/{file_sha}', { file_sha: objectName(sha) });
    const bytes = bytesFrom(data, request);
    if (nameOfBlob(bytes, sha) !== sha) throw unreadable('it is not the file that was asked for', request);
    return bytes;
  }

  return {
    commit: async (sha) => {
      const parameters = { commit_sha: objectName(sha) };
      const { data, request } = await call('GET', '/git/commits/{commit_sha}', parameters);
      return commitFrom(data, request, sha);
    },
    tree: (sha, { recursive = false } = {}) =>
      once(trees, `${sha} ${recursive}`, () => readTree(sha, recursive)),
    blob: (sha) => once(blobs, sha, () => readBlob(sha)),
  };
}

/** What a name stands for never changes, so it is asked for once: a commit and its base share most of it. */
function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}

/** The names of branches and `HEAD` would be taken as well, and lead somewhere else a moment later. */
function objectName(sha: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return sha;
  throw new RangeError('not the name of a git object');
}

/** The name that git gives to a file with these bytes: 64 digits are SHA-256, else it is SHA-1. */
export function nameOfBlob(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
