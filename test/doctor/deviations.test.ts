import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviationsIn } from '../../src/doctor/deviations.ts';
import { examine } from '../../src/doctor/examine.ts';
import { deviationLines, doctorJson, doctorMarkdown, doctorText } from '../../src/doctor/render.ts';
import { createPalette } from '../../src/render/palette.ts';
import { answer, answering, group, me, member, user, well } from './facts.ts';

const whatOf = (json: unknown, name: 'groups' | 'members' | 'me' = 'groups') =>
  deviationsIn(answering(name, answer(json))).map(({ kind, what }) => `${kind}: ${what}`);

describe('deviationsIn', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['nothing of what is described', [group], []],
    [
      'a new field, once with its count',
      [
        { ...group, badge: 1 },
        { ...group, badge: 2 },
      ],
      ['field: []: field “badge” (number) is not described (2 times)'],
    ],
    ['a field that is missing', [{ ...group, users: undefined }], ['field: []: field users is missing']],
    ['another type', [{ ...group, users: {} }], ['field: [].users: object where list is described']],
    [
      'a role that is not known',
      [{ ...group, users: [{ ...user, role: 'curator' }] }],
      ['value: [].users[].role: value “curator” is not described'],
    ],
    ['a list that is none', { groups: [] }, ['field: object where list is described']],
    [
      'a new type of thing',
      [{ ...group, resources: [{ type: 'notebook' }] }],
      ['value: [].resources[].type: value “notebook” is not described'],
    ],
    [
      'a field that is called like somebody',
      [{ ...group, ada: true }],
      ['field: []: field (not shown, since it may be a name) (flag) is not described'],
    ],
    [
      'a field that may be an address',
      [{ ...group, 'kim@acme.ai': null }],
      ['field: []: field (not shown, since it may be a name) (null) is not described'],
    ],
    [
      'a field with the form of a token',
      [{ ...group, hf_abcdefghijklmnop: 1 }],
      ['field: []: field (not shown, since it may be a name) (number) is not described'],
    ],
    [
      'a role that is called like a group',
      [{ ...group, users: [{ ...user, role: 'Evaluation' }] }],
      ['value: [].users[].role: value (not shown, since it may be a name) is not described'],
    ],
  ])('tells of %s', (_, json, what) => {
    expect(whatOf(json)).toEqual(what);
  });

  it('tells of what is not known of the token and the organization', () => {
    const { auth } = me;
    const json = { ...me, auth: { ...auth, accessToken: { ...auth.accessToken, role: 'superb' } } };
    expect(whatOf(json, 'me')).toEqual(['value: auth.accessToken.role: value “superb” is not described']);
  });

  it.each([
    ['groups', 418, 1],
    ['groups', 404, 0],
    ['groups', 402, 0],
    ['me', 404, 1],
    ['me', 401, 0],
  ] as const)('of a refused question about %s, HTTP %i', (name, status, count) => {
    const found = deviationsIn(answering(name, answer(undefined, { status })));
    expect(found.filter(({ kind }) => kind === 'status')).toHaveLength(count);
  });

  it('is bounded', () => {
    const odd = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `odd_${'x'.repeat(1 + (index % 20))}${'y'.repeat(index / 20)}`,
        1,
      ]),
    );
    const found = deviationsIn(answering('groups', answer([{ ...group, ...odd }])));
    expect(found).toHaveLength(31);
    expect(found.at(-1)?.what).toMatch(/^and \d+ more$/);
  });
});

describe('the text for an issue', () => {
  it('holds no name and no address of anybody, whatever the Hub answers', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z-]{3,12}$/).map((one) => `q${one}`);
    const anything = fc.record({
      name: word,
      user: word,
      team: word,
      email: word,
      odd: fc.constantFrom('role', 'field', 'type'),
    });
    fc.assert(
      fc.property(anything, ({ name, user: username, team, email, odd }) => {
        const who = {
          ...user,
          name: username,
          ...(odd === 'role' ? { role: username } : {}),
          ...(odd === 'field' ? { [team]: 1 } : {}),
        };
        const json = [{ ...group, name: team, [name]: name, users: [who], description: name }];
        const facts = answering('groups', answer(json));
        const all = {
          ...facts,
          answers: {
            ...facts.answers,
            members: answer([{ ...member, user: username, verifiedEmail: `${email}@acme.ai` }]),
          },
        };
        const text = deviationLines(examine(all)).join('\n');
        for (const secret of [name, username, team, email]) expect(text).not.toContain(secret);
      }),
    );
  });
});

describe('what is shown', () => {
  const odd = examine(answering('groups', answer([{ ...group, badge: 1 }])));

  it('is one line a check, what to do below, a count, and the text', () => {
    const text = doctorText(odd, createPalette(false));
    expect(text).toMatch(/^ok {6}node {19}Node\.js 22\.12\.0\n/);
    expect(text).toMatch(/\n25 checks: 20 ok, 1 warn, 0 fail, 4 unknown\.\n/);
    expect(text).toMatch(
      /\n\nhf-groups 0\.1\.0\nGET \/api\/organizations\/\{organization\}\/resource-groups\n- \[\]: field “badge”/,
    );
    expect(doctorText(examine(well), createPalette(false))).not.toContain('Not as described');
  });

  it('is JSON by its schema', () => {
    expect(JSON.parse(doctorJson(odd))).toMatchObject({
      result: 'ok',
      summary: { ok: 20, warn: 1, fail: 0, unknown: 4 },
      deviations: [{ kind: 'field' }],
      deviations_text: expect.stringContaining('badge'),
    });
    expect(JSON.parse(doctorJson(examine(well)))).toMatchObject({ deviations_text: null });
  });

  it('is Markdown with what is not well first', () => {
    const markdown = doctorMarkdown(odd);
    expect(markdown).toMatch(/\| --- \| --- \| --- \|\n\| warn \| `answer-fields` \|/);
    expect(markdown).toMatch(/```text\nhf-groups 0\.1\.0\n/);
  });
});
