import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../support/fake-github/git.ts';

/** Writes files of a commit to disk; links and submodules are not written. */
export function writeAll(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
    else if (content !== null && 'executable' in content) writeFileSync(file, content.executable);
  }
}
