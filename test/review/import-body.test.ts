import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdoptedChange, NotAdopted } from '../../src/edit/adopt/wish.ts';
import type { OrganizationRole, OrganizationRoleChange } from '../../src/kinds/organization-role/change.ts';
import type { ResourceChange } from '../../src/kinds/resource/change.ts';
import type { SettingChange } from '../../src/kinds/setting/change.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import { type ImportNews, importBody, importTitle, settledBody } from '../../src/review/import-body.ts';
import { inert } from '../../src/review/inert.ts';
import { change, group } from '../render/builders.ts';
import { githubHtml, referencesOf, tagsOf } from '../support/github-markdown.ts';
import { commit, runUrl } from './samples.ts';

const context = { file: ['groups.yaml'], base: commit, runUrl };

const membership = (
  name: string,
  user: string,
  before: string | null,
  after: string | null,
): MembershipChange => change(group(name), user, before, after);

const roleOf = (user: string, before: string, after: OrganizationRole): OrganizationRoleChange => ({
  ...{ kind: 'organization_role', action: 'update', group: null, user, before, after, keeps: [] },
  ...{ destructive: false, origin: null, source: null },
});

function news(adopted: readonly AdoptedChange[], notAdopted: readonly NotAdopted[] = []): ImportNews {
  return { organization: 'acme-ai', adopted, notAdopted };
}

describe('the text of the pull request', () => {
  it('says first what whoever merges it approves, the highest role first, and what stays', () => {
    const absent = 'the file says that this person must not be in the group';
    const body = importBody(
      news(
        [
          membership('A', 'ada', null, 'write'),
          membership('B', 'kim', 'read', null),
          membership('B', 'mallory', 'admin', 'read'),
          membership('A', 'lee', 'read', 'admin'),
        ],
        [{ group: { id: '1', name: 'A' }, user: 'zoe', subject: null, change: null, why: absent }],
      ),
      context,
    );
    expect(body).toBe(`**\`acme-ai\` was changed past its files. Merging this declares what is live.**

Nobody has reviewed the access that was given. **Whoever approves this approves it**; to have it taken away, close this and settle the issue about drift.

What merging would change on the Hub is in the comment with the plan, as for every pull request: it should be nothing.

### More access than was declared: 2

- \`B\`: \`mallory\` is \`admin\`, was declared \`read\`
- \`B\`: \`kim\` is \`read\`, was not declared

### Less access than was declared: 2

- \`A\`: \`ada\` is not in it, was declared \`write\`
- \`A\`: \`lee\` is \`read\`, was declared \`admin\`

### Not adopted, since the files have decided it or cannot say it: 1

- \`A\`, \`zoe\`: ${absent}

Compared with \`groups.yaml\` at \`4f1c2d3\`. This is brought up to date every night, and closed when nothing is left; a commit of somebody else on this branch stops both.
`);
  });

  it('says roles in the organization before those in groups, and that approving gives them', () => {
    const given = roleOf('mallory', 'admin', 'read');
    const taken = roleOf('ada', 'read', 'admin');
    const body = importBody(news([membership('A', 'kim', 'read', null), given, taken]), context);
    expect(body).toContain('**Whoever approves this approves it**');
    expect(body).toContain(`### More access than was declared: 2

- In the organization: \`mallory\` is \`admin\`, was declared \`read\`
- \`A\`: \`kim\` is \`read\`, was not declared

### Less access than was declared: 1

- In the organization: \`ada\` is \`read\`, was declared \`admin\`
`);
  });

  it('says what is set otherwise, and warns where that lets people in', () => {
    const set: SettingChange = {
      ...{
        kind: 'setting',
        group: group('A'),
        subject: 'auto_join',
        action: 'update',
        joins: null,
        used: null,
      },
      ...{ before: 'read/all', after: 'off', destructive: false, origin: null, source: null },
    };
    const limit: SettingChange = { ...set, subject: 'spend_limits.jobs', before: null, after: '5.00' };
    const body = importBody(news([set, limit]), context);
    expect(body).toContain('**Whoever approves this approves it**');
    expect(body).toContain(
      '### Settings that are otherwise than declared: 2\n\n- `A`: `auto_join` is `read/all`, was declared `off`\n- `A`: `spend_limits.jobs` is not set, was declared `5.00`',
    );
    expect(importBody(news([limit]), context)).not.toContain('Whoever approves');
  });

  it('lists what is about no group, or about nobody', () => {
    const nobody = { group: null, user: null, subject: null, change: null };
    const body = importBody(
      news(
        [],
        [
          { ...nobody, group: { id: '1', name: 'A' }, why: 'one' },
          { ...nobody, user: 'zoe', why: 'two' },
          { ...nobody, why: 'three' },
        ],
      ),
      context,
    );
    expect(body).toContain('\n- `A`: one\n- `zoe`: two\n- three\n');
  });

  it('says where resources are', () => {
    const moved: ResourceChange = {
      ...{
        kind: 'resource',
        group: group('A'),
        subject: 'model:acme-ai/m',
        action: 'update',
        audience: null,
      },
      ...{ before: '2', after: '1', destructive: false, origin: null, source: null, private: true },
      from: { id: '2', name: 'B' },
    };
    const body = importBody(news([moved, { ...moved, from: null }, { ...moved, after: null }]), context);
    expect(body).toContain(`### Resources in other groups than declared: 3

- \`A\`: \`model:acme-ai/m\` is not in it but in \`B\`, was declared
- \`A\`: \`model:acme-ai/m\` is not in it, was declared
- \`A\`: \`model:acme-ai/m\` is in it, was not declared
`);
  });

  it('warns of nothing where nobody was given anything', () => {
    const body = importBody(news([membership('A', 'ada', null, 'write')]), context);
    expect(body).toBe(`**\`acme-ai\` was changed past its files. Merging this declares what is live.**

What merging would change on the Hub is in the comment with the plan, as for every pull request: it should be nothing.

### Less access than was declared: 1

- \`A\`: \`ada\` is not in it, was declared \`write\`

Compared with \`groups.yaml\` at \`4f1c2d3\`. This is brought up to date every night, and closed when nothing is left; a commit of somebody else on this branch stops both.
`);
  });

  it('takes a role of which nobody knows what it gives for more', () => {
    const odd = [membership('A', 'ada', 'owner', 'admin'), membership('A', 'kim', 'owner', null)];
    expect(importBody(news(odd), context)).toContain('### More access than was declared: 2\n');
  });

  it('names every file that was compared', () => {
    const file = ['groups.yaml', 'teams.yaml'];
    expect(importBody(news([]), { ...context, file })).toContain(
      '\nCompared with `groups.yaml`, `teams.yaml` at ',
    );
  });

  it('is cut with how much is shown, and where the rest is', () => {
    const many = Array.from({ length: 3000 }, (_, index) => membership('A', `user-${index}`, 'read', null));
    const body = importBody(news(many), context);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toMatch(
      /\*\*Changes: \d+ of 3000 shown\.\*\* The whole list is in the \[job summary\]\(\S+\)\.\n\nCompared with/,
    );
  });

  const part = fc.constantFrom(
    ...[
      '[skip ci]',
      '[CI skip]',
      '[no ci]',
      'fixes #1',
      'closes GH-1',
      '@acme/team',
      '`',
      '``',
      '\n',
      '<!--',
    ],
    ...[
      'https://evil.example',
      '**',
      '](x)',
      '### More access',
      '<img src=x>',
      '|',
      '\\',
      '\u202e',
      'a',
      ' ',
    ],
  );
  const name = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

  it('lets no name be anything but a name, in GitHub’s Markdown and in the message of a commit', () => {
    const harmless = githubHtml(textWith('g', 'u')).replace(/<code>.*?<\/code>/g, '');
    fc.assert(
      fc.property(name, name, (title, user) => {
        const body = textWith(title, user);
        const html = githubHtml(body);
        expect(html.replace(/<code>.*?<\/code>/gs, '')).toBe(harmless);
        expect(referencesOf(html)).toEqual([]);
        expect(tagsOf(html)).not.toContainEqual(expect.stringMatching(/^<(?:img|a)\b/));
        expect(body).not.toMatch(/\[(?:skip ci|ci skip|no ci)\]|#\d|GH-\d|(?<!\w)@|:\/\//i);
      }),
    );
  });

  function textWith(title: string, user: string): string {
    const adopted = [
      ...[membership(title, user, 'read', null), membership(title, user, null, 'read')],
      ...[roleOf(user, 'admin', 'read'), roleOf(user, 'no_access', 'read')],
    ];
    const notAdopted = [
      { group: { id: '1', name: title }, user, subject: null, change: null, why: 'the entry has ended' },
    ];
    return importBody(news(adopted, notAdopted), { ...context, runUrl: null });
  }
});

it('has a title and an end in which nothing comes from the Hub', () => {
  expect(importTitle('acme-ai')).toBe('Adopt what is live in acme-ai');
  expect(settledBody('acme-ai')).toBe(
    '**`acme-ai` and its files match, or nothing is left that can be adopted.** So this was closed, and its branch deleted.\n',
  );
});

describe('inert', () => {
  it.each([
    ['[skip ci]', '\\u{5b}skip ci]'],
    ['[Actions Skip]', '\\u{5b}Actions Skip]'],
    ['[skip] ci', '[skip] ci'],
    ['fixes #12', 'fixes \\u{23}12'],
    ['a # b', 'a # b'],
    ['gh-7', 'gh\\u{2d}7'],
    ['@ada', '\\u{40}ada'],
    ['ada@acme.ai', 'ada@acme.ai'],
    ['https://x', 'https:\\u{2f}/x'],
  ])('%s', (text, wanted) => {
    expect(inert(text)).toBe(wanted);
  });
});
