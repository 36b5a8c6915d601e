import { describe, expect, it } from 'vitest';
import { parseSeed } from '../../src/sandbox/seed/file.ts';
import { createWorld } from '../../src/sandbox/seed/world.ts';
import { problemsOf } from './problems.ts';
import { acme, ids } from './seeds.ts';

describe('a seed as YAML', () => {
  it('has short forms for all that is usual', () => {
    const text = `
organization: acme
members:
  ada: admin
  bob:
  kim: { email: kim@acme.org, fullname: Kim }
service_accounts: [ci-bot, { name: deploy-bot, role: admin }]
groups:
  Empty:
  "Two words":
    members: { ADA: admin, ci-bot: write }
    resources: [{ type: model, name: large }, { type: job, id: j1, name: nightly }]
`;
    const world = createWorld(parseSeed(text, 'seed.yaml'), 'x');
    expect(world.organization).toMatchObject({
      name: 'acme',
      fullname: 'acme',
      plan: 'team',
      emailDomains: [],
    });
    expect(world.accounts.map(({ name, kind, role }) => [name, kind, role])).toEqual([
      ['ada', 'member', 'admin'],
      ['bob', 'member', 'read'],
      ['kim', 'member', 'read'],
      ['ci-bot', 'service_account', 'read'],
      ['deploy-bot', 'service_account', 'admin'],
    ]);
    expect(world.groups.map(({ name, users }) => [name, [...users.keys()]])).toEqual([
      ['Empty', []],
      ['Two words', ['ada', 'ci-bot']],
    ]);
    expect([...(world.groups[1]?.resources.values() ?? [])]).toEqual([
      { type: 'model', name: 'acme/large', visibility: 'private' },
      { type: 'job', id: 'j1', name: 'nightly' },
    ]);
    expect(world.tokens.map(({ token, user, access }) => [token, user, access])).toEqual([
      ['hf_sandbox_admin_x', 'ada', 'admin'],
      ['hf_sandbox_read_x', 'ada', 'read'],
    ]);
  });

  it('lets two groups have one name in the list form, with ids that differ', () => {
    const world = createWorld(
      {
        organization: 'o',
        members: { a: 'admin' },
        groups: [{ name: 'G' }, { name: 'G' }],
      },
      'x',
    );
    const found = world.groups.map(({ id }) => id);
    expect(new Set(found).size).toBe(2);
    for (const id of found) expect(id).toMatch(/^[0-9a-f]{24}$/);
  });

  it.each<[string, string, readonly RegExp[]]>([
    ['no YAML', 'organization: [', [/line 1/]],
    ['a key twice', 'organization: a\norganization: b', [/unique/]],
    ['nothing', '', [/top level: must be object/]],
    ['no members', 'organization: a', [/top level: "members" is missing/]],
    ['an unknown key', 'organization: a\nmembers: {b: admin}\nmember: {}', [/unknown key "member"/]],
    [
      'an unknown key of a member',
      'organization: a\nmembers: {b: admin, c: {emial: x}}',
      [/members › c: unknown key "emial"/],
    ],
    [
      'a number for a member',
      'organization: a\nmembers: {b: admin, c: 7}',
      [/members › c: is none of the forms/],
    ],
    [
      'an unknown key of a group',
      'organization: a\nmembers: {b: admin}\ngroups: {G: {member: {}}}',
      [/groups › G: unknown key "member"/],
    ],
    [
      'a list of members',
      'organization: a\nmembers: {b: admin}\ngroups: {G: {members: [b]}}',
      [/groups › G › members: must be object/],
    ],
    [
      'a group without a name in the list form',
      'organization: a\nmembers: {b: admin}\ngroups: [{}]',
      [/groups › 0: "name" is missing/],
    ],
    ['a username that is none', 'organization: a\nmembers: {b: admin, "c d": read}', [/members: key "c d"/]],
    [
      'a token with an access that is none',
      'organization: a\nmembers: {b: admin}\ntokens: [{token: t, user: b, access: all}]',
      [/tokens › 0 › access: must be one of admin,write,read,none/],
    ],
    [
      'nobody who could have the tokens',
      'organization: a\nmembers: {b: read}',
      [/nobody has the role admin/],
    ],
    [
      'a group with a stranger',
      'organization: a\nmembers: {b: admin}\nother_users: [d]\ngroups: {G: {members: {c: read, d: read}}}',
      [/groups › G: c is neither/, /groups › G: d is neither/],
    ],
    [
      'a user twice',
      'organization: a\nmembers: {b: admin, B: read}\nservice_accounts: [b]',
      [/user b is there twice/],
    ],
    [
      'a user twice in a group',
      'organization: a\nmembers: {b: admin}\ngroups: {G: {members: {b: read, B: read}}}',
      [/groups › G: B is there twice/],
    ],
    [
      'an id twice',
      `organization: a\nmembers: {b: admin}\ngroups: {G: {id: ${ids.open}}, H: {id: ${ids.open}}}`,
      [/the id .* is there twice/],
    ],
    [
      'a repository in two groups',
      'organization: a\nmembers: {b: admin}\ngroups: {G: {resources: [{type: model, name: m}]}, H: {resources: [{type: model, name: a/M}]}}',
      [/model a\/m is there twice/],
    ],
    [
      'a token twice',
      'organization: a\nmembers: {b: admin}\ntokens: [{token: t, user: b, access: read}, {token: t, user: b, access: read}]',
      [/one token is there twice/],
    ],
    [
      'a token of nobody',
      'organization: a\nmembers: {b: admin}\ntokens: [{token: t, user: c, access: read}]',
      [/there is no user c/],
    ],
  ])('is refused with %s', (_, text, expected) => {
    const problems = problemsOf(() => parseSeed(text, 'seed.yaml'));
    expect(problems).toHaveLength(expected.length);
    expected.forEach((pattern, index) => {
      expect(problems[index]).toMatch(pattern);
    });
  });

  it('shows no token in a message', () => {
    const text =
      'organization: a\nmembers: {b: admin}\ntokens: [{token: hf_x, user: c, access: read}, {token: hf_x, user: b, access: read}]';
    expect(problemsOf(() => parseSeed(text, 'seed.yaml')).join('\n')).not.toContain('hf_x');
  });
});

describe('a seed as JSON', () => {
  it('is read as well', () => {
    expect(parseSeed(JSON.stringify(acme), 'seed.json')).toEqual(acme);
  });
});
