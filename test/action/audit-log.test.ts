import { describe, expect, it } from 'vitest';
import { acme, files, ids } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { nightly, type Stage, stage } from './stage.ts';

const inputs = { 'audit-log': 'true' };
const path = `/api/organizations/acme-ai/resource-groups/${ids.models}/users`;

/** Somebody clicks, so that the audit log has it. */
async function click({ hub }: Stage, method: string, user: string, body?: object): Promise<void> {
  const answer = await fetch(`${hub.url}${path}/${user}`, {
    method,
    headers: { Authorization: `Bearer ${hub.token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
}

const asked = ({ hub }: Stage): number =>
  hub.log.filter((one) => one.path.endsWith('/audit-log/export')).length;

describe('audit-log', () => {
  it('says in the drift issue who made it, in the Hub’s words, and what was not found', async () => {
    const set = await stage(files.nothing);
    set.push(files.three);
    await click(set, 'PATCH', 'kim', { role: 'admin' });
    const { code } = await set.run('drift', nightly, { inputs });
    expect(code).toBe(0);
    const [issue] = [...set.github.repository.issues.values()];
    expect(issue?.body).toContain('### Who made what is pending, by the audit log of the Hub');
    expect(issue?.body).toMatch(
      /- `kim` in `Foundation Models`: by `root` on \d{4}-\d\d-\d\d \d\d:\d\d UTC: “Changed the role of kim in the resource group Foundation Models from read to admin”/,
    );
    expect(issue?.body).toContain('- Not found in the last 100,000 events: 2 of 3');
  });

  it('is not asked without the input', async () => {
    const set = await stage(files.nothing);
    set.push(files.three);
    await set.run('drift', nightly);
    const [issue] = [...set.github.repository.issues.values()];
    expect(issue?.body).not.toContain('audit log');
    expect(asked(set)).toBe(0);
  });

  it('says in the comment of a plan who made what is pending, and nothing of what the change asks for', async () => {
    const set = await stage(files.nothing);
    await click(set, 'PATCH', 'Ada', { role: 'write' });
    const proposed = set.propose(files.three);
    await set.run('plan', proposed.event, { inputs });
    const [comment = ''] = set.comments(proposed.number);
    expect(comment).toMatch(/- `Ada` in `Foundation Models`: by `root` on .* from admin to write”/);
    expect(comment).not.toContain('Not found in the last');
    expect(comment).not.toMatch(/- `(?:kim|lee|zoe)` in `Foundation Models`: by/);
  });

  it('asks nothing where nothing is pending', async () => {
    const set = await stage(files.nothing);
    await set.run('plan', set.propose(files.three).event, { inputs });
    expect(asked(set)).toBe(0);
  });

  it('goes on, with a notice, when the token may not read it', async () => {
    const reader = 'hf_OfGraceWhoMayRead';
    const set = await stage(files.nothing, {
      seed: { ...acme, tokens: [{ token: reader, user: 'grace', access: 'read' }] },
    });
    set.push(files.three);
    const ran = await set.run('drift', nightly, { inputs: { ...inputs, 'hf-token': reader } });
    expect(ran.code).toBe(0);
    expect(ran.commands).toContainEqual(
      remark(
        'notice',
        'No audit log',
        'Who made what is pending is not said: The Hub does not give this token the audit log (HTTP 403).',
      ),
    );
  });
});
