import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultBranchOf } from '../../src/init/repository.ts';

const PATH = process.env['PATH'] ?? '';

/** A repository that notes `trunk` as the default branch of its remote. */
function repository(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-init-'));
  const git = (...words: readonly string[]): void => {
    execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
  };
  git('init', '-q');
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
  return folder;
}

describe('the default branch', () => {
  it('is what the clone noted, and unknown elsewhere and without git', () => {
    const folder = repository();
    expect(defaultBranchOf(folder, { PATH })).toBe('trunk');
    expect(defaultBranchOf(mkdtempSync(path.join(tmpdir(), 'hf-groups-init-')), { PATH })).toBeNull();
    expect(defaultBranchOf(folder, { PATH: '' })).toBeNull();
  });

  it.runIf(process.platform !== 'win32')('is asked of a git that is told no token', () => {
    const folder = repository();
    const programs = mkdtempSync(path.join(tmpdir(), 'hf-groups-git-'));
    const seen = path.join(programs, 'seen');
    writeFileSync(path.join(programs, 'git'), `#!/bin/sh\n/usr/bin/env >> '${seen}'\nexit 1\n`, {
      mode: 0o755,
    });
    expect(defaultBranchOf(folder, { PATH: programs, HF_TOKEN: 'hf_ofTheCaller00' })).toBeNull();
    const told = execFileSync('/bin/cat', [seen]).toString();
    expect(told).toContain('PATH=');
    expect(told).not.toContain('hf_ofTheCaller00');
  });
});
