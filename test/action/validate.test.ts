import { describe, expect, it } from 'vitest';
import { files } from '../cli/support/scene.ts';
import { byHand, stage } from './stage.ts';

const inputs = { 'hf-token': '' };

describe('validate', () => {
  it('says of what the configuration is, and how many groups it has', async () => {
    const { run, hub } = await stage(files.three);
    const ran = await run('validate', byHand, { inputs });
    expect(ran).toMatchObject({ code: 0, outputs: { failure_reason: '' }, commands: [] });
    expect(ran.log).toMatch(/^Valid: acme-ai, 2 groups\.$/m);
    expect(ran.summary).toBe('**Valid**: `acme-ai`, 2 groups.\n\n');
    expect(hub.log).toEqual([]);
  });

  it('warns of what is odd, where it stands', async () => {
    const { run } = await stage(`${files.nothing}teams:\n  nobody: { members: [lee] }\n`);
    const ran = await run('validate', byHand, { inputs });
    expect(ran.code).toBe(0);
    expect(ran.log).toMatch(
      /^groups\.yaml:8:3: warning\[unused-team\]: .+\n(?:.*\|.*\n)+Valid: acme-ai, 1 group, with 1 warning\.$/m,
    );
    expect(ran.summary).toBe('**Valid**: `acme-ai`, 1 group, with 1 warning.\n\n');
    expect(ran.commands).toEqual([
      {
        name: 'notice',
        properties: { title: 'unused-team', file: 'groups.yaml', line: '8', col: '3' },
        message: expect.stringContaining('nobody'),
      },
    ]);
  });

  it.each([
    ['good', files.three, 'version: 1\n', 1],
    ['in error', 'version: 1\n', files.three, 0],
  ])(
    'looks at the files of a pull request, where those of the branch are %s',
    async (_, main, proposed, code) => {
      const { run, propose } = await stage(main);
      expect(await run('validate', propose(proposed).event, { inputs })).toMatchObject({ code });
    },
  );
});
