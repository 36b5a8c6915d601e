import { createHash } from 'node:crypto';

/** What is written to a path: text, bytes, a link to a path, the commit of a submodule, or `null` for nothing any more. */
export type Content =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly submodule: string }
  | { readonly executable: string }
  | null;

export type Files = Readonly<Record<string, Content>>;

export interface StoredEntry {
  /** One name, without `/`. */
  readonly name: string;
  readonly mode: string;
  readonly sha: string;
}

export interface StoredCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: string;
  /** ISO 8601. */
  readonly date: string;
}

/** A path of a commit: its mode, and the name of what is there. */
export interface StoredFile {
  readonly mode: string;
  readonly sha: string;
}

/** Objects as git has them, under the names that git gives them, in memory. */
export class GitStore {
  readonly blobs = new Map<string, Uint8Array>();
  readonly trees = new Map<string, readonly StoredEntry[]>();
  readonly commits = new Map<string, StoredCommit>();

  blob(bytes: Uint8Array): string {
    const sha = nameOf('blob', bytes);
    this.blobs.set(sha, bytes);
    return sha;
  }

  /** @param files of the whole tree, by path */
  tree(files: ReadonlyMap<string, StoredFile>): string {
    const here: StoredEntry[] = [];
    const folders = new Map<string, Map<string, StoredFile>>();
    for (const [path, file] of files) {
      const at = path.indexOf('/');
      if (at === -1) here.push({ name: path, ...file });
      else {
        const folder = folders.get(path.slice(0, at)) ?? new Map<string, StoredFile>();
        folders.set(path.slice(0, at), folder.set(path.slice(at + 1), file));
      }
    }
    for (const [name, inside] of folders) here.push({ name, mode: '040000', sha: this.tree(inside) });
    // Git sorts the name of a folder as if it ended with a slash.
    const key = ({ name, mode }: StoredEntry): string => (mode === '040000' ? `${name}/` : name);
    const entries = here.toSorted((a, b) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))));
    const bytes = entries.flatMap(({ name, mode, sha }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(sha, 'hex'),
    ]);
    const sha = nameOf('tree', Buffer.concat(bytes));
    this.trees.set(sha, entries);
    return sha;
  }

  commit(commit: Omit<StoredCommit, 'sha'>): string {
    const seconds = Date.parse(commit.date) / 1000;
    const who = `${commit.author} <${commit.author}@example.test> ${seconds} +0000`;
    const parents = commit.parents.map((parent) => `parent ${parent}\n`).join('');
    const text = `tree ${commit.tree}\n${parents}author ${who}\ncommitter ${who}\n\n${commit.message}\n`;
    const sha = nameOf('commit', Buffer.from(text));
    this.commits.set(sha, { ...commit, sha });
    return sha;
  }

  /** Every file of a commit, by path. */
  filesOf(commit: string): Map<string, StoredFile> {
    return this.filesOfTree(this.get(commit).tree);
  }

  /** Every file of a tree, by path. */
  filesOfTree(root: string): Map<string, StoredFile> {
    const files = new Map<string, StoredFile>();
    const walk = (tree: string, prefix: string): void => {
      for (const { name, mode, sha } of this.trees.get(tree) ?? []) {
        if (mode === '040000') walk(sha, `${prefix}${name}/`);
        else files.set(`${prefix}${name}`, { mode, sha });
      }
    };
    walk(root, '');
    return files;
  }

  /** The files of a commit with others in their place. */
  changed(files: ReadonlyMap<string, StoredFile>, changes: Files): Map<string, StoredFile> {
    const result = new Map(files);
    for (const [path, content] of Object.entries(changes)) {
      // A file takes the place of a folder of its name, and the other way round.
      for (const other of result.keys())
        if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) result.delete(other);
      if (content === null) result.delete(path);
      else result.set(path, this.#stored(content));
    }
    return result;
  }

  get(sha: string): StoredCommit {
    const commit = this.commits.get(sha);
    if (commit === undefined) throw new RangeError(`There is no commit ${sha}`);
    return commit;
  }

  /** The commits that can be reached, as `git log` lists them: the newest of those whose child was listed. */
  log(head: string): readonly StoredCommit[] {
    const listed = new Map<string, StoredCommit>();
    const waiting = new Set([head]);
    while (waiting.size > 0) {
      const [next] = [...waiting]
        .map((sha) => this.get(sha))
        .toSorted((a, b) => b.date.localeCompare(a.date));
      if (next === undefined) break;
      waiting.delete(next.sha);
      listed.set(next.sha, next);
      for (const parent of next.parents) if (!listed.has(parent)) waiting.add(parent);
    }
    return [...listed.values()];
  }

  /** What can be reached from `head` and not from `base`, the oldest first. */
  between(base: string, head: string): readonly StoredCommit[] {
    const before = new Set(this.log(base).map(({ sha }) => sha));
    return this.log(head)
      .filter(({ sha }) => !before.has(sha))
      .toReversed();
  }

  reaches(head: string, commit: string): boolean {
    return this.commits.has(commit) && this.log(head).some(({ sha }) => sha === commit);
  }

  mergeBase(a: string, b: string): string | null {
    const other = new Set(this.log(b).map(({ sha }) => sha));
    return this.log(a).find(({ sha }) => other.has(sha))?.sha ?? null;
  }

  /** The files that merging gives; `null` when both sides changed one. */
  merged(ours: string, theirs: string): Map<string, StoredFile> | null {
    const base = this.mergeBase(ours, theirs);
    const before = base === null ? new Map<string, StoredFile>() : this.filesOf(base);
    const [mine, yours] = [this.filesOf(ours), this.filesOf(theirs)];
    const result = new Map(mine);
    for (const path of new Set([...before.keys(), ...yours.keys()])) {
      const [was, here, there] = [before.get(path), mine.get(path), yours.get(path)];
      if (same(was, there) || same(here, there)) continue;
      if (!same(was, here)) return null;
      if (there === undefined) result.delete(path);
      else result.set(path, there);
    }
    return result;
  }

  #stored(content: Exclude<Content, null>): StoredFile {
    if (typeof content === 'string') return { mode: '100644', sha: this.blob(Buffer.from(content)) };
    if (content instanceof Uint8Array) return { mode: '100644', sha: this.blob(content) };
    if ('link' in content) return { mode: '120000', sha: this.blob(Buffer.from(content.link)) };
    if ('submodule' in content) return { mode: '160000', sha: content.submodule };
    return { mode: '100755', sha: this.blob(Buffer.from(content.executable)) };
  }
}

function same(a: StoredFile | undefined, b: StoredFile | undefined): boolean {
  return a?.sha === b?.sha && a?.mode === b?.mode;
}

function nameOf(type: string, bytes: Uint8Array): string {
  return createHash('sha1').update(`${type} ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
