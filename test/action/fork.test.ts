import { describe, expect, it } from 'vitest';
import { files } from '../cli/support/scene.ts';
import { stage } from './stage.ts';

describe('a pull request without a token', () => {
  it.each([
    ['a fork', 'fork'],
    ['Dependabot', 'dependabot'],
  ] as const)(
    'of %s passes with a notice, and the summary has the configuration’s own difference',
    async (who, from) => {
      const { propose, run, hub, github, statuses } = await stage(files.nothing);
      const { event, number } = propose(files.three, { from });
      const ran = await run(
        'plan',
        { ...event, name: 'pull_request' },
        {
          inputs: { 'hf-token': '', 'github-token': github.forkToken, 'signing-key': '' },
        },
      );
      expect(ran).toMatchObject({ code: 0, stderr: '', outputs: { failure_reason: '', changes: '' } });
      expect(ran.commands).toEqual([
        {
          name: 'notice',
          properties: { title: 'No plan' },
          message: `A pull request from ${who} has no token, so the organization was not looked at. The file is valid; what it changes by itself is in the job summary.`,
        },
        {
          name: 'notice',
          properties: { title: 'No status' },
          message: expect.stringMatching(/^GitHub refused .*\. The job needs `statuses: write`\.$/),
        },
      ]);
      expect(ran.summary).toContain('+ lee read');
      expect(ran.summary).toContain('+ kim write');
      expect(ran.summary).not.toContain('ada');
      expect(hub.log).toEqual([]);
      expect(statuses(github.repository.pull(number).head, 'plan')).toEqual([]);
    },
  );

  it('is still checked: errors fail it', async () => {
    const { propose, run } = await stage(files.nothing);
    const { event } = propose('version: 1\n', { from: 'fork' });
    const ran = await run('plan', event);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
  });

  it('is an error where the repository itself has no secret', async () => {
    const { propose, run } = await stage(files.nothing);
    const ran = await run('plan', propose(files.three).event, { inputs: { 'hf-token': '' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.log).toContain('hf-token');
  });
});
