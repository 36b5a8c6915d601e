import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { createProgram } from '../../src/commands/program.ts';
import { ownSpelling } from '../../src/commands/spelling.ts';
import { wantsJson } from '../../src/commands/wants-json.ts';
import { KnownError } from '../../src/errors.ts';
import { errorIn, expectForPeople } from './support/documents.ts';
import { temporaryFolder } from './support/program.ts';
import { files, scene } from './support/scene.ts';
import { terminal } from './support/terminal.ts';

const program = createProgram(
  async () => {},
  () => {},
);

/** Runs the program on a command line in an empty folder. */
async function said(...words: readonly string[]) {
  const shown = terminal({ folder: temporaryFolder(), columns: null, stdinIsTerminal: false });
  const code = await main(words, shown.io);
  return { code, stdout: shown.stdout.text, stderr: shown.stderr.text };
}

describe('Terraform’s spelling', () => {
  it.each<readonly [written: string, ours: string]>([
    ['plan -out=p.json', 'plan --out=p.json'],
    ['plan -out p.json', 'plan --out p.json'],
    ['plan -o=p.json', 'plan --out=p.json'],
    ['plan -o p.json', 'plan -o p.json'],
    ['plan -op.json', 'plan -op.json'],
    ['plan -f -', 'plan -f -'],
    ['plan -file=a.yaml -file=b.yaml', 'plan --file=a.yaml --file=b.yaml'],
    ['plan -f=a.yaml', 'plan --file=a.yaml'],
    ['plan -fa.yaml', 'plan -fa.yaml'],
    ['plan -detailed-exitcode -no-color', 'plan --detailed-exitcode --no-color'],
    ['apply -auto-approve', 'apply --auto-approve'],
    ['plan --json', 'plan --format=json'],
    ['plan -json', 'plan --format=json'],
    ['version', '--version'],
    ['-version', '--version'],
    ['plan -help', 'plan --help'],
    ['plan -qv', 'plan -qv'],
    ['plan --out -out=x', 'plan --out -out=x'],
    ['plan --group -- -out=x', 'plan --group -- --out=x'],
    ['plan -- -out=x', 'plan -- -out=x'],
  ])('%s is %s', (written, ours) => {
    expect(ownSpelling(written.split(' '), program).join(' ')).toBe(ours);
  });

  it('writes the file that is meant, and no other', async () => {
    const made = await scene(files.three);
    const env = { HF_ENDPOINT: made.hub.url, HF_TOKEN: made.hub.token };
    const before = readdirSync(made.folder);
    expect(await main(['plan', '-out=p.json'], terminal({ folder: made.folder, env }).io)).toBe(0);
    expect(readdirSync(made.folder).toSorted()).toEqual([...before, 'p.json'].toSorted());
    expect(made.json('p.json')).toMatchObject({ organization: 'acme-ai' });
  });
});

describe('what is called otherwise here', () => {
  it.each<readonly [written: string, message: RegExp]>([
    [
      '--file groups.yaml plan',
      /`--file` stands behind a command\n {2}Did you mean `hf-groups plan --file …`\?/,
    ],
    ['plan groups.yaml', /Did you mean `hf-groups plan --file groups\.yaml`\?/],
    ['plan my;groups.yaml', /Did you mean `hf-groups plan --file 'my;groups\.yaml'`\?/],
    ['validate access', /Did you mean `hf-groups validate --file access`\?/],
    ['plan p.json', /shown with `hf-groups show p\.json` and made with `hf-groups apply p\.json`/],
    ['apply groups.yaml', /a configuration, .+\n {2}Did you mean `hf-groups apply --file groups\.yaml`\?/],
    ['show groups.yml', /a configuration, .+\n {2}Did you mean `hf-groups plan --file groups\.yml`\?/],
    ['grant noor reader --group A', /no role 'reader'\n {2}The roles are read, .+ Did you mean read\?/],
    ['grant read noor --group A', /no role 'noor'\n {2}.+ Did you mean `hf-groups grant noor read …`\?/],
    ['grant noor 7 --group A', /no role '7'\n {2}The roles are read, contributor, write, admin\. See/],
    ['apply --waive lastadmin', /Did you mean last-admin\?/],
    ['import acme-ai --force', /`--force` here\. Nothing is ever written over/],
    ['plan -outt=p.json', /`-outt` is not an option\n {2}Did you mean `--out`\?/],
    ['plan -auto-approve', /`plan` has no `-auto-approve`\n {2}It is an option of `apply`\./],
    ['plan --target=x', /`--group NAME`/],
    ['apply --yes', /`apply --auto-approve`/],
    ['apply -y', /`apply --auto-approve`/],
    ['apply -input=false', /`apply --auto-approve`/],
    ['apply -auto-approve=false', /`--auto-approve` takes no value/],
    ['-chdir=x plan', /`--file PATH`/],
    ['plan -var x=1', /There are no variables/],
    ['plan -var-file=x', /There are no variables/],
    ['plan -refresh=false', /reads the organization anew/],
    ['plan -lock=false', /reads the organization anew/],
    ['plan -destroy', /`NAME: absent`/],
    ['plan -parallelism=3', /`--concurrency N`/],
    ['plan --output p.json', /`--out FILE`/],
    ['apply --dry-run', /`apply` has no `--dry-run`/],
    ['refresh', /reads the organization anew/],
    ['destroy', /`NAME: absent`/],
    ['fmt', /`hf-groups validate`/],
    ['console', /`hf-groups sandbox`/],
    ['diff', /`hf-groups plan`/],
    ['login', /`hf auth login`/],
    ['add ada read', /`hf-groups grant USER ROLE --group NAME`/],
    ['remove ada', /`hf-groups revoke USER`/],
    ['export', /`hf-groups import ORG -o groups\.yaml`/],
  ])('%s: the error names ours', async (written, message) => {
    const { code, stdout, stderr } = await said(...written.split(' '));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^Error: /);
    expectForPeople(stderr);
  });

  it.each([
    ['--token', 'hf_TopSecret'],
    ['--token=hf_TopSecret'],
    ['-token=hf_TopSecret'],
    ['--tokn=hf_TopSecret'],
    ['--hf-token=s3cret-hf_TopSecret'],
  ])('a token in %j is never repeated', async (...words) => {
    const text = await said('plan', ...words);
    expect(text.code).toBe(1);
    expect(text.stdout + text.stderr).not.toContain('TopSecret');
    const json = await said('plan', '--json', ...words);
    expect(errorIn(json.stdout).code).toBe('usage');
    expect(json.stdout + json.stderr).not.toContain('TopSecret');
  });

  it('says why there is no token flag, and what there is', async () => {
    const { stderr } = await said('plan', '--token=hf_x');
    expect(stderr).toMatch(/visible to others[\s\S]*HF_TOKEN[\s\S]*hf auth login/);
  });

  it('throws for the caller to tell, with what is ours as the hint', () => {
    expect(() => ownSpelling(['plan', '--target', 'x'], program)).toThrow(KnownError);
  });
});

describe('no words at all', () => {
  it('are answered with the help', async () => {
    const none = await said();
    expect(none).toEqual(await said('--help'));
    expect(none).toMatchObject({ code: 0, stderr: '' });
    expect(none.stdout).toMatch(/^Usage: hf-groups <command>/);
  });

  it('are an error where a program reads, which has given some', async () => {
    expect(errorIn((await said('--json')).stdout).code).toBe('usage');
  });
});

describe('whether standard output is to be JSON', () => {
  it.each<readonly [string, boolean]>([
    ['plan', false],
    ['plan --format json', true],
    ['plan --format=json', true],
    ['plan -format=json', true],
    ['plan --json', true],
    ['plan -json', true],
    ['plan --json --format text', false],
    ['plan --format text --json', true],
    ['plan --json=no', false],
    ['plan -- --json', false],
  ])('%s: %s', (words, is) => {
    expect(wantsJson(words.split(' '))).toBe(is);
  });

  it('leaves one document, nothing else and no file behind a wrong word', async () => {
    const folder = temporaryFolder();
    const shown = terminal({ folder, columns: null });
    expect(await main(['plan', '-json', '-outt=p.json'], shown.io)).toBe(1);
    expect(errorIn(shown.stdout.text).message).toContain('`-outt`');
    expect(shown.stderr.text).toBe('');
    expect(existsSync(path.join(folder, 'tt=p.json'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('no groups.yaml in the folder', () => {
  it('is answered with a file that may be meant, else with the way to a first one', async () => {
    const made = await scene('');
    const at = async (folder: string) => {
      const shown = terminal({ folder, columns: null });
      expect(await main(['validate'], shown.io)).toBe(1);
      return shown.stderr.text;
    };
    expect(await at(temporaryFolder())).toContain('`hf-groups import ORG -o groups.yaml`');
    made.write('access/action.yml', 'name: Not a configuration\n');
    made.write('access/c.yml', 'version: 1\norganization: acme-ai\n');
    made.write('access/b.yaml', 'version: 1\norganization: acme-ai\n');
    expect(await at(path.join(made.folder, 'access'))).toContain('Did you mean `--file b.yaml`?');
    made.write('docs/deep/action.yml', 'name: Not a configuration\n');
    expect(await at(path.join(made.folder, 'docs/deep'))).toContain(
      'Did you mean `--file ../../groups.yaml`?',
    );
  });
});
