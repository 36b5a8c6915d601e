import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Json, objectOf } from './check.ts';

/**
 * The Hub's and GitHub's own descriptions are not part of the repository. `HF_GROUPS_DESCRIPTIONS` names a folder that
 * has them, for a comparison besides that with the project's own.
 *
 * @returns the document; `null` when no folder is named
 * @throws an `Error` of the file system when one is named and it is not there
 */
export function theirDescription(file: 'hub-openapi.json' | 'github-openapi.json'): Json | null {
  const folder = process.env['HF_GROUPS_DESCRIPTIONS'] ?? '';
  return folder === '' ? null : objectOf(JSON.parse(readFileSync(path.resolve(folder, file), 'utf8')));
}
