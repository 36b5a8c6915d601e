import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/plan/digest.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;

const live = snapshotOf(
  [
    group(2, 'Evaluation', { Grace: 'write', Kim: 'admin', old: 'no_access', root: 'admin' }),
    group(1, 'Foundation Models', { Ada: 'read', bob: 'write', Zoe: 'admin' }),
  ],
  members('Ada', 'bob', 'Grace', 'Kim', 'old', 'root', 'Zoe'),
);
const yaml = `version: 1
organization: Acme-AI
groups:
  Foundation Models:
    membership: exact
    members:
      ZOE: admin
      grace@acme.ai: contributor
      ADA: admin
      kim: write
  Evaluation:
    members:
      kmi: read
      old: read
      KIM: absent
      grace: write
`;

test('the digest of a fixed plan, its text written out', () => {
  const text = [
    'hf-groups/1\thttps://huggingface.co\tacme-ai\n',
    `membership\tupdate\t${idOf(2)}\told\tno_access\tread\n`,
    `membership\tdelete\t${idOf(2)}\tkim\tadmin\t-\n`,
    `membership\tcreate\t${idOf(1)}\tgrace\t-\tcontributor\n`,
    `membership\tcreate\t${idOf(1)}\tkim\t-\twrite\n`,
    `membership\tupdate\t${idOf(1)}\tada\tread\tadmin\n`,
    `membership\tdelete\t${idOf(1)}\tbob\twrite\t-\n`,
  ].join('');
  const plan = planOf(yaml, live);
  expect(plan.blocked.map(({ user }) => user)).toEqual(['kmi']);
  expect(plan.digest).toBe(sha256(text));
  // Hashed elsewhere, so that a change of the text above does not go unseen.
  expect(plan.digest).toBe('sha256:95b382372ed3cded2ec46a1bc4b7fdea4f474b51781a3e9406595c0c6d34fc39');
});

test('a plan without changes has a digest too, by endpoint and organization', () => {
  const empty = planOf('groups: {}', live);
  expect(empty.digest).toBe(sha256('hf-groups/1\thttps://huggingface.co\tacme-ai\n'));
  const elsewhere = planOf('groups: {}', { ...live, endpoint: 'http://127.0.0.1:8080/hub' });
  expect(elsewhere.digest).toBe(sha256('hf-groups/1\thttp://127.0.0.1:8080/hub\tacme-ai\n'));
});

test('a trailing slash of the endpoint is not in it', () => {
  const slashed = planOf('groups: {}', { ...live, endpoint: 'https://huggingface.co/' });
  expect(slashed.endpoint).toBe('https://huggingface.co');
  expect(slashed.digest).toBe(planOf('groups: {}', live).digest);
});

test('what only describes a change is not in it', () => {
  const plan = planOf(yaml, live);
  const described = plan.changes.map((change) => ({
    ...change,
    reason: 'OPS-412',
    via: 'research',
    source: null,
    origin: 'drift' as const,
    group: { ...change.group, name: 'Renamed' },
    user: change.user.toUpperCase(),
  }));
  expect(digestOf(plan.endpoint, plan.organization.toUpperCase(), described)).toBe(plan.digest);
});
