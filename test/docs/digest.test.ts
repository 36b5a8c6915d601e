import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fencesIn } from '../../scripts/docs/markdown.ts';
import { shellLine } from '../../scripts/docs/words.ts';
import { readProjectFile } from './pages.ts';

const page = readProjectFile('docs/json.md');
const script = fencesIn(page).find(({ info }) => info.includes('digest'))?.lines ?? [];
const shown = /"digest": "sha256:([0-9a-f]{64})"/.exec(page)?.[1];

/** What `printf FORMAT WORDS` prints, for formats of `%s`, `\t` and `\n`. */
function printf(line: string): string {
  const [, format = '', ...values] = shellLine(line).words;
  let at = 0;
  return format
    .replaceAll('%s', () => values[at++] ?? '')
    .replaceAll('\\t', '\t')
    .replaceAll('\\n', '\n');
}

describe('the digest of the documentation', () => {
  it('is that of the lines that are printed', () => {
    const text = script.slice(0, -1).map(printf).join('');
    expect(text.split('\n').length).toBe(5);
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(shown);
  });

  // A program of another name gives the sum in some systems: what the shell writes is what counts.
  it.skipIf(process.platform === 'win32')('is that of the lines that a shell writes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-digest-'));
    try {
      expect(script.at(-1)).toBe('sha256sum lines');
      execFileSync('sh', ['-c', script.slice(0, -1).join('\n')], { cwd: folder });
      const written = readFileSync(path.join(folder, 'lines'));
      expect(createHash('sha256').update(written).digest('hex')).toBe(shown);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
