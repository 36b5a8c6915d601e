import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import schema from '../../schemas/init.schema.json' with { type: 'json' };
import { temporaryFolder } from '../cli/support/program.ts';
import { contentOf, init, put, type Ran, read, repository, run, workflow } from './program.ts';

const sha = 'c'.repeat(40);

describe('hf-groups init', () => {
  it('writes the workflow and a valid first configuration, and says what is left to do', async () => {
    const folder = repository();
    const { code, stdout, stderr } = await init(folder, '--organization', 'acme-ai');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\+ \.github\/workflows\/hf-groups\.yml {2}written\n\+ groups\.yaml +written\n/);
    for (const word of [
      'HF_TOKEN_READ',
      'HF_TOKEN_WRITE',
      '`hf-groups-plan` and `hf-groups-apply`',
      'hf-groups init --print setup > ',
      'branch main',
      'CODEOWNERS',
    ]) {
      expect(stdout).toContain(word);
    }
    expect(read(folder, 'groups.yaml')).toMatch(
      /^# yaml-language-server: \$schema=.*\/schemas\/groups\.schema\.json\n/,
    );
    const valid = await run(folder, ['validate']);
    expect(valid).toEqual({ code: 0, stdout: 'Valid: acme-ai, 0 groups.\n', stderr: '' });
  });

  it('says that no release is known, and how one is pinned', async () => {
    const { stdout } = await init(repository(), '--organization', 'acme-ai');
    expect(stdout).toMatch(/1\. Put a release .*does not run as it is/);
    // A configuration that was there is nothing to delete.
    expect(stdout).toMatch(/delete what was written just now, and nothing\n +else, and run/);
    expect(stdout).toContain(`OWNER/hf-groups@${'0'.repeat(40)}, which does not exist`);
    expect(stdout).toContain('uses: OWNER/hf-groups@<full commit SHA> # v1');
  });

  it.each([
    [`octo/hf-groups@${sha} # v1.2.3`, `octo/hf-groups@${sha} # v1.2.3`, null],
    [`octo/hf-groups@${sha}`, `octo/hf-groups@${sha}`, null],
    ['octo/hf-groups@v1', 'octo/hf-groups@v1', 'Pin the action by its full commit SHA'],
    ['octo/mono/hf-groups@releases/v1', 'octo/mono/hf-groups@releases/v1', 'Pin the action'],
  ])('uses the action %s', async (given, written, advice) => {
    const folder = repository();
    const { code, stdout } = await init(folder, '--organization', 'acme-ai', '--action', given);
    expect(code).toBe(0);
    const uses = read(folder, workflow).match(/uses: octo.*/g);
    expect(uses).toEqual(Array.from({ length: 6 }, () => `uses: ${written}`));
    expect(stdout).not.toContain('does not exist');
    if (advice === null) expect(stdout).not.toContain('Pin the action');
    else expect(stdout).toContain(advice);
  });

  it('writes into the folder that is named, for the branch and the file that are named', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'repo/.git'), { recursive: true });
    const words = ['repo', '--organization', 'acme-ai', '--branch', 'trunk', '--file', './access/groups.yml'];
    expect((await init(folder, ...words)).code).toBe(0);
    const text = read(folder, `repo/${workflow}`);
    expect(text.match(/branches: \[trunk\]/g)).toHaveLength(2);
    expect(text).toContain("github.ref == 'refs/heads/trunk'");
    expect(text.match(/file: access\/groups\.yml/g)).toHaveLength(6);
    expect(text).not.toContain('main');
    expect((await run(folder, ['validate', '--file', 'repo/access/groups.yml'])).code).toBe(0);
  });

  it.each(['1234', 'no', 'null', '0x1F', '1e5', '2024-01-01'])(
    'quotes the organization %s where YAML would read something else',
    async (name) => {
      const folder = repository();
      expect((await init(folder, '--organization', name)).code).toBe(0);
      expect((await run(folder, ['validate'])).stdout).toBe(`Valid: ${name}, 0 groups.\n`);
    },
  );

  it('takes the default branch of the clone', async () => {
    const folder = temporaryFolder();
    const git = (...words: readonly string[]): void =>
      void execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
    git('init', '--quiet');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop');
    await init(folder, '--organization', 'acme-ai');
    expect(read(folder, workflow)).toContain('branches: [develop]');
  });

  it('notes that the folder is not the root of a repository', async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await init(folder, '--organization', 'acme-ai');
    expect(code).toBe(0);
    expect(stdout).toContain('Note: . is not the root of a git repository');
    expect((await init(repository(), '--organization', 'acme-ai')).stdout).not.toContain('Note:');
  });
});

describe('the action', () => {
  const asked = (answer: string | null, isTerminal = true) => {
    const folder = repository();
    const words = ['init', '--organization', 'acme-ai', '--action'];
    return run(folder, words, { stdinIsTerminal: isTerminal, answer }).then((ran) => ({ ...ran, folder }));
  };
  const usesOf = (folder: string): readonly string[] => [
    ...new Set(read(folder, workflow).match(/uses: \S*hf-groups\S*(?: # .*)?/g)),
  ];

  it('is asked for by the name of the repository, and is then the tag of this version', async () => {
    const { code, stderr, stdout, folder } = await asked('octo/hf-groups\n');
    expect(code).toBe(0);
    expect(stderr).toContain('The repository on GitHub that this hf-groups was released from');
    expect(usesOf(folder)).toEqual([`uses: octo/hf-groups@v${manifest.version}`]);
    expect(stdout).toContain('Pin the action by its full commit SHA');
  });

  it('is taken with its commit as well', async () => {
    const { folder } = await asked(`octo/hf-groups@${sha} # v1.2.3\n`);
    expect(usesOf(folder)).toEqual([`uses: octo/hf-groups@${sha} # v1.2.3`]);
  });

  it.each([
    ['\n', true],
    [null, true],
    ['not a repository\n', true],
    ['octo/hf-groups\n', false],
  ])('is refused when the answer is %j (terminal: %s)', async (answer, isTerminal) => {
    const { code, stderr, folder } = await asked(answer, isTerminal);
    expect(code).toBe(1);
    expect(stderr).toMatch(/No action is given|names no action/);
    expect(contentOf(folder)).toEqual({ '.git': '' });
  });

  it('is said at the very top to be missing where none was named', async () => {
    const folder = repository();
    await init(folder, '--organization', 'acme-ai');
    expect(read(folder, workflow)).toMatch(
      /^# THIS DOES NOT RUN YET: `uses:` names OWNER\/hf-groups@0{40}, /,
    );
    const other = repository();
    await init(other, '--organization', 'acme-ai', '--action', `octo/hf-groups@${sha}`);
    expect(read(other, workflow)).toMatch(/^# Who is in which/);
  });
});

describe('dependabot.yml', () => {
  const file = '.github/dependabot.yml';

  it('has Dependabot look after the action, a week late', async () => {
    const folder = repository();
    await init(folder, '--organization', 'acme-ai');
    expect(parse(read(folder, file))).toMatchObject({
      version: 2,
      updates: [{ 'package-ecosystem': 'github-actions', directory: '/', cooldown: { 'default-days': 7 } }],
    });
  });

  it('is not written with --no-dependabot', async () => {
    const folder = repository();
    const { stdout } = await init(folder, '--organization', 'acme-ai', '--no-dependabot');
    expect(existsSync(path.join(folder, file))).toBe(false);
    expect(stdout).not.toContain('ependabot');
  });

  it.each([file, '.github/dependabot.yaml'])('is left as it is where there is one: %s', async (there) => {
    const folder = repository();
    put(folder, there, 'version: 2\nupdates: []\n');
    const { code, stdout } = await init(folder, '--organization', 'acme-ai');
    expect(code).toBe(0);
    expect(read(folder, there)).toBe('version: 2\nupdates: []\n');
    expect(stdout).toContain('Note: Dependabot has its own file here.');
    expect(existsSync(path.join(folder, file))).toBe(there === file);
  });
});

describe('--dry-run', () => {
  it('shows the files and writes nothing', async () => {
    const folder = repository();
    const before = contentOf(folder);
    const { code, stdout } = await init(folder, '--organization', 'acme-ai', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('groups.yaml                      would be written');
    expect(stdout).toContain('    permissions: {}\n');
    expect(stdout).toContain('    organization: acme-ai\n');
    expect(contentOf(folder)).toEqual(before);
  });

  it('shows how a workflow that is there differs', async () => {
    const folder = repository();
    await init(folder, '--organization', 'acme-ai');
    put(
      folder,
      workflow,
      read(folder, workflow).replace('timeout-minutes: 60', 'timeout-minutes: 90\u001b[2J'),
    );
    const { code, stdout } = await init(folder, '--dry-run');
    expect(code).toBe(1);
    expect(stdout).toContain('-    timeout-minutes: 90\\u{1b}[2J\n+    timeout-minutes: 60\n');
  });
});

/** As the schema says, which is what `docs/json.md` describes. */
function expectValid(document: unknown): void {
  const validate = new Ajv2020().compile(schema);
  validate(document);
  expect(validate.errors).toBeNull();
}

describe('--format json', () => {
  it.each([
    [[], 'written'],
    [['--dry-run'], 'would_write'],
  ])('answers one document: %j', async (more, status) => {
    const folder = repository();
    const { code, stdout } = await init(folder, '--organization', 'acme-ai', '--format', 'json', ...more);
    expect(code).toBe(0);
    expectValid(JSON.parse(stdout));
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: '1.0',
      dry_run: status === 'would_write',
      organization: 'acme-ai',
      branch: 'main',
      file: 'groups.yaml',
      action: { uses: `OWNER/hf-groups@${'0'.repeat(40)}`, version: 'v1', placeholder: true },
      files: [
        {
          path: workflow,
          status,
          ...(status === 'would_write' && { text: expect.stringContaining('jobs:') }),
        },
        { path: 'groups.yaml', status },
        { path: 'schemas/groups.schema.json', status },
        { path: '.github/dependabot.yml', status },
      ],
      left_to_do: expect.arrayContaining([
        expect.objectContaining({ id: 'branch-rule', copy: ['sh ../hf-groups-setup.sh'] }),
      ]),
    });
    expect(existsSync(path.join(folder, workflow))).toBe(status === 'written');
  });
});

describe('the organization', () => {
  const asked = (answer: string | null): Promise<Ran & { folder: string }> => {
    const folder = repository();
    return run(folder, ['init'], { stdinIsTerminal: true, answer }).then((ran) => ({ ...ran, folder }));
  };

  it('is asked for on a terminal', async () => {
    const { code, stderr, folder } = await asked(' acme-ai \n');
    expect(code).toBe(0);
    expect(stderr).toContain('Enter a value: ');
    expect(read(folder, 'groups.yaml')).toContain('organization: acme-ai\n');
  });

  it.each(['\n', null, 'acme ai\n', 'https://huggingface.co/acme-ai\n'])(
    'is refused when it is %j',
    async (answer) => {
      const { code, stderr, folder } = await asked(answer);
      expect(code).toBe(1);
      expect(stderr).toMatch(/No organization is given|not the name of an organization/);
      expect(contentOf(folder)).toEqual({ '.git': '' });
    },
  );

  it('has to be given where nobody can be asked', async () => {
    const { code, stderr } = await init(repository());
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Error: No organization is given\n  Name it with --organization.\n',
    });
  });
});

describe('words that make no sense', () => {
  it.each([
    [['--branch', 'refs heads'], 'branch'],
    [['--branch', '-x'], 'branch'],
    [['--branch', "a' || 'b"], 'branch'],
    [['--branch', 'feature/*'], 'branch'],
    [['--branch', 'a..b'], 'branch'],
    [['--file', '/etc/groups.yaml'], 'within the repository'],
    [['--file', '../groups.yaml'], 'within the repository'],
    [['--file', 'a/../../b.yaml'], 'within the repository'],
    [['--file', `\${{ secrets.HF_TOKEN }}.yaml`], 'within the repository'],
    [['--file', 'a\n    x: y.yaml'], 'within the repository'],
    [['--file', ''], 'within the repository'],
    [['--file', '.'], 'within the repository'],
    [['--file', 'groups.json'], 'not the name of a YAML file'],
    [['--action', './'], 'OWNER/REPO@REF'],
    [['--action', '../..@main'], 'OWNER/REPO@REF'],
    [['--action', 'octo/hf-groups@v1\n- run: x'], 'OWNER/REPO@REF'],
    [['--format', 'yaml'], 'text, json'],
    [['nowhere'], 'nowhere'],
    [['groups.txt'], 'not a folder'],
  ])('%j', async (words, said) => {
    const folder = repository();
    put(folder, 'groups.txt', '');
    const before = contentOf(folder);
    const { code, stderr } = await init(folder, '--organization', 'acme-ai', ...words);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(contentOf(folder)).toEqual(before);
  });
});
