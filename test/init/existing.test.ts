import { describe, expect, it } from 'vitest';
import { errorIn } from '../cli/support/documents.ts';
import { contentOf, init, put, read, repository, workflow } from './program.ts';

describe('what is there already', () => {
  it('is left as it is when it is identical, also with other line ends', async () => {
    const folder = repository();
    await init(folder, '--organization', 'acme-ai');
    put(folder, workflow, read(folder, workflow).replaceAll('\n', '\r\n'));
    const before = contentOf(folder);
    const { code, stdout } = await init(folder, '--organization', 'acme-ai');
    expect(code).toBe(0);
    expect(stdout.match(/is there already, as it would be written/g)).toHaveLength(4);
    expect(contentOf(folder)).toEqual(before);
  });

  it('is kept when it is a configuration, which says the organization', async () => {
    const folder = repository();
    const text = 'version: 1\norganization: Acme-AI\ngroups:\n  Models: {}\n';
    put(folder, 'groups.yaml', text);
    const { code, stdout } = await init(folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}groups\.yaml +is there already, and is left as it is/);
    expect(read(folder, 'groups.yaml')).toBe(text);
    expect(read(folder, workflow)).toContain('of Acme-AI on');
    expect((await init(folder, '--organization', 'acme-ai')).stderr).toContain('Something else is there');
  });

  it('can be a folder of files', async () => {
    const folder = repository();
    put(folder, 'access/a.yaml', 'version: 1\norganization: acme-ai\n');
    const { code, stdout } = await init(folder, '--file', 'access/');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}access +is there already, and is left/);
    expect(read(folder, workflow)).toContain('file: access\n');
  });

  it.each([
    ['another workflow', workflow, 'name: mine\n', workflow],
    ['an invalid configuration', 'groups.yaml', 'version: 1\n', 'groups.yaml'],
    ['not YAML', 'groups.yaml', ': [', 'groups.yaml'],
    ['another organization', 'groups.yaml', 'version: 1\norganization: other\n', 'organization other'],
    ['the workflow by another name', '.github/workflows/hf-groups.yaml', 'on: push\n', 'besides the new one'],
  ])('stops everything when it is %s', async (_name, file, text, said) => {
    const folder = repository();
    put(folder, file, text);
    const before = contentOf(folder);
    for (const more of [[], ['--dry-run'], ['--format', 'json']]) {
      const { code, stdout, stderr } = await init(folder, '--organization', 'acme-ai', ...more);
      expect(code).toBe(1);
      const message = more.includes('json') ? JSON.stringify(errorIn(stdout)) : stderr;
      expect(message).toContain('Something else is there');
      expect(message).toContain(said);
      expect(contentOf(folder)).toEqual(before);
    }
  });

  it('is named completely', async () => {
    const folder = repository();
    put(folder, workflow, 'name: mine\n');
    put(folder, 'groups.yaml', 'version: 2\n');
    const { stdout } = await init(folder, '--organization', 'acme-ai', '--format', 'json');
    expect(errorIn(stdout)).toMatchObject({
      code: 'file-unwritable',
      details: { files: [{ file: 'groups.yaml' }, { file: workflow }] },
    });
  });

  it('stops it when it is a folder in the place of the workflow', async () => {
    const folder = repository();
    put(folder, `${workflow}/x`, '');
    const before = contentOf(folder);
    expect(await init(folder, '--organization', 'acme-ai')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it is a folder'),
    });
    expect(contentOf(folder)).toEqual(before);
  });

  it('leaves nothing behind when the second file cannot be written', async () => {
    const folder = repository();
    put(folder, 'access', 'a file, not a folder');
    const before = contentOf(folder);
    const { code, stderr } = await init(folder, '--organization', 'acme-ai', '--file', 'access/groups.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('access/groups.yaml');
    expect(contentOf(folder)).toEqual(before);
  });
});
