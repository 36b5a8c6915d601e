import { describe, expect, it } from 'vitest';
import { files } from '../cli/support/scene.ts';
import { stage } from './stage.ts';

describe('a pull request without a token', () => {
  it.each([
    ['a fork', 'fork', 'hf_IsThereAllTheSame00'],
    ['a fork', 'fork', ''],
    ['Dependabot', 'dependabot', ''],
  ] as const)(
    'of %s passes with a notice, and the summary has the configuration’s own difference',
    async (_, from, secret) => {
      const { propose, run, hub, github } = await stage(files.nothing);
      const { event } = propose(files.three, { from });
      const ran = await run('plan', event, {
        inputs: { 'hf-token': secret, 'github-token': github.forkToken },
      });
      expect(ran).toMatchObject({ code: 0, stderr: '', outputs: { failure_reason: '', changes: '' } });
      expect(ran.commands).toEqual([
        {
          name: 'notice',
          properties: { title: 'No plan' },
          message: expect.stringContaining('has no token'),
        },
      ]);
      expect(ran.summary).toContain('+ lee read');
      expect(ran.summary).toContain('+ kim write');
      expect(ran.summary).not.toContain('ada');
      expect([hub.log, github.log]).toEqual([[], []]);
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

  it('of pull_request_target is refused, whatever it may do', async () => {
    const { propose, run, hub } = await stage(files.nothing);
    const ran = await run('plan', {
      ...propose(files.three, { from: 'fork' }).event,
      name: 'pull_request_target',
    });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(hub.log).toEqual([]);
  });
});
