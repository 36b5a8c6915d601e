import { expect, test } from 'vitest';
import { files, scene } from './support/scene.ts';

test.each<[string, readonly string[]]>([
  ['--out', ['plan', '-o', 'groups.yaml']],
  ['--out', ['plan', '-o', './groups.yaml', '--file', 'groups.yaml']],
  ['--out', ['plan', '-o', 'new.yaml', '--file', '.']],
  ['--out', ['plan', '-o', 'base.yaml', '--base', 'base.yaml']],
  ['--save-live', ['plan', '--save-live', 'groups.yaml']],
  ['--report', ['apply', '--auto-approve', '--report', 'groups.yaml']],
  ['--report', ['apply', 'plan.json', '--report', 'plan.json']],
])('%s is not written over what is read: %j', async (option, words) => {
  const made = await scene(files.three);
  await made.run(['plan', '-o', 'plan.json']);
  const [file, plan, sent] = [made.read('groups.yaml'), made.read('plan.json'), made.hub.log.length];
  const ended = await made.run(words);
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toMatch(new RegExp(`^Error: ${option} would overwrite \\S+, which is read$`, 'm'));
  expect([made.read('groups.yaml'), made.read('plan.json')]).toEqual([file, plan]);
  expect(made.hub.log.length).toBe(sent);
});

test('a plan beside the files of a folder is saved, and an earlier one replaced', async () => {
  const made = await scene(files.three);
  const saves = ['plan', '-o', 'plan.json', '--file', '.'];
  expect([(await made.run(saves)).code, (await made.run(saves)).code]).toEqual([0, 0]);
});
