import { describe, expect, it } from 'vitest';
import { errorIn, planIn, reportIn } from './support/documents.ts';
import { files, scene } from './support/scene.ts';

describe('a failure as JSON', () => {
  it.each<readonly [what: string, words: readonly string[], code: string]>([
    ['no such file', ['validate', '-f', 'nope.yaml'], 'file-unreadable'],
    ['an error in the file', ['validate', '-f', 'wrong.yaml'], 'config-invalid'],
    ['an error in a file to plan', ['plan', '-f', 'wrong.yaml'], 'config-invalid'],
    ['an error in a file to apply', ['apply', '--auto-approve', '-f', 'wrong.yaml'], 'config-invalid'],
    ['a group that nothing declares', ['plan', '--group', 'nope'], 'config-invalid'],
    ['no plan', ['show', 'groups.json'], 'plan-invalid'],
    ['no plan to make', ['apply', 'groups.json'], 'plan-invalid'],
    ['no snapshot', ['plan', '--live', 'groups.json'], 'snapshot-invalid'],
    ['no place for the plan', ['plan', '--out', 'no/such/folder.json'], 'file-unwritable'],
    ['no URL', ['plan', '--endpoint', 'huggingface.co'], 'endpoint-invalid'],
    ['plain HTTP', ['plan', '--endpoint', 'http://example.org'], 'endpoint-insecure'],
    ['a word that is none', ['plan', '--nonsense'], 'usage'],
    ['Terraform’s word for another', ['plan', '-target=x'], 'usage'],
    ['a file without its option', ['plan', 'groups.yaml'], 'usage'],
    ['an organization that is none', ['init', '--organization', 'a/b'], 'usage'],
  ])('%s: one document, and nothing else', async (_what, words, code) => {
    const made = await scene(files.three);
    made.write('wrong.yaml', 'version: 2\norganization: acme-ai\n');
    made.write('groups.json', '{}');
    for (const json of [['--format', 'json'], ['--json'], ['-format=json']]) {
      const { code: exit, stdout, stderr } = await made.run([...words, ...json]);
      expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
      expect(errorIn(stdout)).toMatchObject({ code, message: expect.stringMatching(/^\S.*[^\n]$/) });
    }
  });

  it('is none where a guard refuses: the plan, and the report, are answered', async () => {
    const { run } = await scene(files.lastAdmin);
    const planned = await run(['plan', '--json']);
    expect(planned.code).toBe(3);
    expect(planIn(planned.stdout)['violations']).toMatchObject([{ guard: 'last-admin', waived: false }]);
    const applied = await run(['apply', '--auto-approve', '--json']);
    expect(applied.code).toBe(3);
    expect(reportIn(applied.stdout)).toMatchObject({ result: 'refused', refusal: { code: 'guard' } });
  });
});
