import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import { digestLine, digestOf } from '../../src/plan/digest.ts';
import { changeId } from '../../src/review/ids.ts';
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
  const described = membershipsIn(plan.changes).map((change) => ({
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

describe('names that are made to forge', () => {
  const [first] = planOf('groups: { Evaluation: { members: { ada: read } } }', live).changes;
  if (first?.kind !== 'membership') throw new Error('one membership was expected');
  const change = (fields: Partial<MembershipChange>): MembershipChange => ({ ...first, ...fields });
  const endpoint = 'https://huggingface.co';

  test.each<[string, MembershipChange, readonly MembershipChange[]]>([
    [
      'a group’s name that ends its line',
      change({ group: { id: null, name: 'New\tada\t-\tread\nmembership\tcreate\tnew:New' }, user: 'kim' }),
      [
        change({ group: { id: null, name: 'New' } }),
        change({ group: { id: null, name: 'New' }, user: 'kim' }),
      ],
    ],
    [
      'a user’s name that ends its line',
      change({ user: `ada\t-\tread\nmembership\tcreate\t${idOf(2)}\tkim` }),
      [change({}), change({ user: 'kim' })],
    ],
    [
      'a role that ends its column',
      change({ user: 'ada', before: 'write\tread' }),
      [change({ user: 'ada\twrite', before: 'read' })],
    ],
    [
      'a name that is written as another is encoded',
      change({ user: '\u0001"a\\tb"' }),
      [change({ user: 'a\tb' })],
    ],
    ['surrogates that stand alone', change({ user: '\ud800' }), [change({ user: '\ud801' })]],
  ])('%s stands for no other changes', (_, forged, meant) => {
    expect(digestOf(endpoint, 'acme-ai', [forged])).not.toBe(digestOf(endpoint, 'acme-ai', meant));
    expect(meant.map(changeId)).not.toContain(changeId(forged));
  });

  test('whatever the names, a line is one line of six columns, and stands for one change', () => {
    const unit = fc.constantFrom('a', '\t', '\n', '\u0001', '"', '\\', '-');
    const name = fc.string({ unit, maxLength: 6 });
    // A value that is `-` reads like none, and the action says which of both it is.
    const value = fc.option(name.filter((text) => text !== '-'));
    const anyChange = fc
      .record({ name, user: name, before: value, after: value })
      .map(({ name: own, ...fields }) => change({ group: { id: null, name: own }, ...fields }));
    fc.assert(
      fc.property(anyChange, anyChange, (one, other) => {
        const line = digestLine(one);
        expect([line.split('\n').length, line.split('\t').length]).toEqual([2, 6]);
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(digestLine(other)).not.toBe(line);
      }),
    );
  });
});
