import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeholderAction } from '../../src/init/action-reference.ts';
import { isBranchName, repositoryPath } from '../../src/init/names.ts';
import { shellText } from '../../src/init/quoting.ts';
import { setupText } from '../../src/init/setup.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import { contentOf, init, repository } from './program.ts';

const plain = { branch: 'main', file: 'groups.yaml', action: placeholderAction, adoptDrift: false };
const [plan, apply] = ['hf-groups-plan', 'hf-groups-apply'];

/** What is on GitHub before the script runs. */
interface There {
  /** The branches that may use an environment that is there already. */
  readonly policies?: readonly string[];
  readonly secrets?: readonly string[];
  readonly hasWorkflow?: boolean;
  readonly writers?: number;
  readonly ruleset?: string;
  readonly actions?: string;
}

/** Runs the script with a `gh` that writes down what it is asked. */
function run(text: string, there: There = {}) {
  const folder = temporaryFolder();
  const log = path.join(folder, 'log');
  const { policies = [], secrets = [], hasWorkflow = false, writers = 2 } = there;
  const answer = (lines: readonly string[]): string =>
    lines.map((line) => `echo ${shellText(line)};`).join(' ');
  writeFileSync(
    path.join(folder, 'gh'),
    `#!/bin/sh
printf '%s\\n' "$*" >> "$LOG"
case "$*" in
  'repo view'*) echo acme/access ;;
  *'--input -'|'secret set'*) cat >> "$LOG"; echo >> "$LOG" ;;
  *'POST'*deployment-branch-policies*) ;;
  *deployment-branch-policies*) ${answer(policies)} true ;;
  'secret list'*) ${answer(secrets)} true ;;
  *'actions/permissions --jq'*) echo ${there.actions ?? 'all'} ;;
  *contents/*) ${hasWorkflow ? 'true' : 'exit 1'} ;;
  *collaborators*) echo ${writers} ;;
  *rulesets\\ --jq*) ${answer(there.ruleset === undefined ? [] : [there.ruleset])} true ;;
esac
`,
  );
  chmodSync(path.join(folder, 'gh'), 0o755);
  writeFileSync(path.join(folder, 'setup.sh'), text);
  const env = { LOG: log, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync('sh', ['setup.sh'], { cwd: folder, env, encoding: 'utf8' });
  const asked = existsSync(log) ? readFileSync(log, 'utf8') : '';
  return { status, stdout, stderr, asked, lines: asked.split('\n') };
}

const tokens = ['HF_TOKEN_READ', 'HF_TOKEN_WRITE'];
const everything: There = {
  policies: ['main'],
  secrets: [...tokens, 'HF_GROUPS_SIGNING_KEY'],
  hasWorkflow: true,
};

// On Windows there need not be a shell.
describe.skipIf(process.platform === 'win32')('hf-groups init --print setup', () => {
  it('prints a script and writes nothing', async () => {
    const folder = repository();
    const { code, stdout, stderr } = await init(folder, '--print', 'setup', '--branch', 'trunk');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(setupText({ ...plain, branch: 'trunk' }));
    expect(contentOf(folder)).toEqual({ '.git': '' });
  });

  it.each([['nothing'], ['setup', '--dry-run']])('makes no sense of --print %s %s', async (...words) => {
    const { code, stderr } = await init(repository(), '--print', ...words);
    expect(code).toBe(1);
    expect(stderr).toMatch(/--print|--dry-run/);
  });

  it('makes two environments that only the branch may use, with one key', () => {
    const { status, stdout, lines } = run(setupText(plain), { secrets: tokens });
    expect(status).toBe(0);
    const custom =
      '{"deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}';
    for (const environment of [plan, apply]) {
      const url = `repos/acme/access/environments/${environment}`;
      expect(lines[lines.indexOf(`api --silent --method PUT ${url} --input -`) + 1]).toBe(custom);
      expect(lines).toContain(
        `api --silent --method POST ${url}/deployment-branch-policies -f name=main -f type=branch`,
      );
    }
    const keys = lines.flatMap((line, at) => (/^secret set .*SIGNING_KEY/.test(line) ? [lines[at + 1]] : []));
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), keys[0]]);
    expect(stdout).toContain('Now push .github/workflows/hf-groups.yml');
    expect(lines.join('\n')).not.toContain('rulesets');
  });

  it('makes the rule for the branch once the workflow is there, and renews it', () => {
    const first = run(setupText(plain), everything);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    const of = (line: string): unknown =>
      JSON.parse(first.asked.slice(first.asked.indexOf(line) + line.length));
    expect(of('api --silent --method POST repos/acme/access/rulesets --input -')).toMatchObject({
      enforcement: 'active',
      bypass_actors: [],
      conditions: { ref_name: { include: ['refs/heads/main'] } },
      rules: [
        { type: 'deletion' },
        { type: 'non_fast_forward' },
        { parameters: { require_code_owner_review: true, require_last_push_approval: true } },
        { parameters: { required_status_checks: [{ context: 'hf-groups / plan' }] } },
      ],
    });
    const second = run(setupText(plain), { ...everything, ruleset: '77' });
    expect(second.lines).toContain('api --silent --method PUT repos/acme/access/rulesets/77 --input -');
  });

  it('makes nothing twice', () => {
    const { lines } = run(setupText(plain), everything);
    expect(lines.filter((line) => line.startsWith('secret set') || line.includes('type=branch'))).toEqual([]);
  });

  it('makes a third environment for adopting drift, without the signing key', () => {
    const text = setupText({ ...plain, adoptDrift: true });
    const adopting = [...tokens, 'HF_GROUPS_APP_ID', 'HF_GROUPS_APP_KEY'];
    const { status, lines } = run(text, { secrets: adopting });
    expect(status).toBe(0);
    expect(lines).toContain(
      'api --silent --method PUT repos/acme/access/environments/hf-groups-import --input -',
    );
    expect(lines.filter((line) => line.startsWith('secret set')).join()).not.toContain('hf-groups-import');
    expect(setupText(plain)).not.toMatch(/hf-groups-import|APP_/);
    const twice = run(text, { ...everything, secrets: [...adopting, 'HF_GROUPS_SIGNING_KEY'] });
    expect(twice.lines.filter((line) => /^secret set/.test(line))).toEqual([]);
  });

  it('stops when somebody else may use an environment', () => {
    const { status, stderr, lines } = run(setupText(plain), {
      ...everything,
      policies: ['main', 'release/*'],
    });
    expect(status).toBe(1);
    expect(stderr).toContain('release/*');
    expect(lines.filter((line) => line.startsWith('secret'))).toEqual([]);
  });

  it('locks nobody out who is alone', () => {
    const { status, stderr, lines } = run(setupText(plain), { ...everything, writers: 1 });
    expect(status).toBe(1);
    expect(stderr).toContain('Nobody can approve their own pull request');
    expect(lines.join('\n')).not.toContain('rulesets');
  });

  it('says when only some actions may run', () => {
    const { stdout } = run(setupText(plain), { ...everything, actions: 'selected' });
    expect(stdout).toContain('See that the list has OWNER/hf-groups@*');
  });

  it('requires the status of the files that are named', () => {
    expect(setupText({ ...plain, file: 'access/a.yaml' })).toContain(
      '"context": "hf-groups / plan (access/a.yaml)"',
    );
  });

  it('is a script with whatever may be chosen', () => {
    const character = fc.constantFrom(...'aZ9.-_/ \'"$`\\(){};|&<>!*\n#é'.split(''));
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const text = characters.join('');
        const branch = isBranchName(text) ? text : 'main';
        const file = repositoryPath(text) ?? 'groups.yaml';
        execFileSync('sh', ['-n'], { input: setupText({ ...plain, branch, file }) });
      }),
      { numRuns: 30 },
    );
  });
});

describe.skipIf(process.platform === 'win32')('a text for the shell', () => {
  it('is one word, as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), (text) => {
        const said = execFileSync('sh', ['-c', `printf %s ${shellText(text)}`], { encoding: 'utf8' });
        expect(said).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
