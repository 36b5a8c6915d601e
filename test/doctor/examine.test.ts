import { describe, expect, it } from 'vitest';
import { examine } from '../../src/doctor/examine.ts';
import type { Facts } from '../../src/doctor/facts.ts';
import { type CheckCode, type CheckStatus, checkCodes } from '../../src/model/doctor.ts';
import { desiredOf } from '../../src/run/desired.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { answer, answering, group, knownAs, me, member, now, user, well, withHeaders } from './facts.ts';

const day = 24 * 3600_000;
const trouble = { kind: 'trouble', message: 'Something is wrong', hint: 'Do this.' } as const;
const lost = { kind: 'lost', message: 'The Hub cannot be reached' } as const;

function found(facts: Facts, code: CheckCode) {
  const finding = examine(facts).findings.find((one) => one.code === code);
  if (finding === undefined) throw new Error(`no check ${code}`);
  return finding;
}

function filesOf(text: string): Facts['files'] {
  const file = new SourceFile('groups.yaml', `version: 1\norganization: acme-ai\n${text}`);
  const { configuration, warnings } = desiredOf(
    { files: [file], unreadable: [], people: null },
    ['groups.yaml'],
    '2026-11-20',
  );
  return { kind: 'valid', names: ['groups.yaml'], configuration, warnings: warnings.length };
}

it('finds one thing for every code, in their order, whatever the facts are', () => {
  const bare: Facts = {
    ...well,
    organization: null,
    token: trouble,
    endpoint: trouble,
    route: null,
    answers: {},
    calls: null,
  };
  for (const facts of [well, bare, answering('me', lost), answering('groups', answer('x'))]) {
    expect(examine(facts).findings.map(({ code }) => code)).toEqual(checkCodes);
  }
  expect(
    examine(bare)
      .findings.filter(({ status }) => status === 'ok')
      .map(({ code }) => code),
  ).toEqual(['node', 'certificates']);
});

it('says that all is well but what no answer says', () => {
  const { findings, deviations } = examine(well);
  const other = findings
    .filter(({ status }) => status !== 'ok')
    .map(({ code, status }) => `${code} ${status}`);
  expect(other).toEqual(['files unknown', 'auto-join-exact unknown', 'scim unknown', 'sso-mapping unknown']);
  expect(deviations).toEqual([]);
});

type Case = [CheckCode, CheckStatus, RegExp, Facts];
const cases: readonly Case[] = [
  ['node', 'fail', /18\.20\.1 is too old/, { ...well, node: '18.20.1' }],
  ['node', 'fail', /too old/, { ...well, node: '20.18.9' }],
  ['node', 'ok', /20\.19\.0/, { ...well, node: '20.19.0' }],
  ['node', 'warn', /none that is supported/, { ...well, node: '23.1.0' }],
  ['node', 'warn', /none that is supported/, { ...well, node: '28.0.0' }],
  ['files', 'fail', /Something is wrong/, { ...well, files: trouble }],
  [
    'files',
    'fail',
    /2 errors in a\.yaml, "b c\.yaml"$/,
    { ...well, files: { kind: 'invalid', names: ['a.yaml', 'b c.yaml'], errors: 2 } },
  ],
  [
    'files',
    'ok',
    /groups\.yaml: acme-ai, 1 group$/,
    { ...well, files: filesOf('groups: { Evaluation: {} }') },
  ],
  [
    'files',
    'warn',
    /with 1 warning/,
    { ...well, files: filesOf('teams: { a: { members: [ada] } }\ngroups: { Evaluation: {} }') },
  ],
  [
    'files',
    'warn',
    /while other-org is asked/,
    { ...well, organization: 'other-org', files: filesOf('groups: { Evaluation: {} }') },
  ],
  ['token-source', 'fail', /Something is wrong/, { ...well, token: trouble }],
  ['endpoint', 'fail', /Something is wrong/, { ...well, endpoint: trouble, route: null }],
  ['proxy', 'unknown', /Without an endpoint/, { ...well, endpoint: trouble, route: null }],
  ['proxy', 'fail', /Something is wrong/, { ...well, route: trouble }],
  ['proxy', 'ok', /without a proxy, since none is set/, well],
  [
    'certificates',
    'fail',
    /can read the token/,
    { ...well, certificates: { ...well.certificates, unverified: true } },
  ],
  [
    'certificates',
    'fail',
    /cannot be read/,
    { ...well, certificates: { file: 'x.pem', readable: false, unverified: false } },
  ],
  [
    'certificates',
    'ok',
    /x\.pem/,
    { ...well, certificates: { file: 'x.pem', readable: true, unverified: false } },
  ],
  ['hub-answers', 'unknown', /Nothing was asked/, { ...well, answers: {} }],
  ['hub-answers', 'fail', /cannot be reached/, { ...well, answers: { me: lost } }],
  ['hub-answers', 'warn', /1 question without one/, answering('usage', lost)],
  ['clock', 'ok', /goes as that/, well],
  ['clock', 'unknown', /does not say/, { ...well, answers: { me: withHeaders(answer(me), { date: null }) } }],
  [
    'clock',
    'warn',
    /is 3 minutes behind that/,
    { ...well, answers: { me: answer(me, { at: now - 180_000 }) } },
  ],
  [
    'clock',
    'fail',
    /is 3 days ahead of that/,
    { ...well, answers: { me: answer(me, { at: now + 3 * day }) } },
  ],
  [
    'clock',
    'fail',
    /is 13 hours ahead of that/,
    { ...well, answers: { me: answer(me, { at: now + 13 * 3600_000 }) } },
  ],
  ['token', 'unknown', /none to look at/, { ...well, token: trouble, answers: {} }],
  ['token', 'unknown', /did not say/, answering('me', lost)],
  ['token', 'fail', /does not accept it/, answering('me', answer(undefined, { status: 401 }))],
  ['token', 'fail', /HTTP 403/, answering('me', answer(undefined, { status: 403, said: 'No' }))],
  ['token', 'fail', /no user in it/, answering('me', answer({}))],
  ['token', 'ok', /fine-grained token/, knownAs({ token: { role: 'fineGrained' } })],
  ['token', 'ok', /token of the kind superb/, knownAs({ token: { role: 'superb' } })],
  ['token', 'ok', /of a kind that it does not name/, knownAs({ token: { role: null } })],
  ['token-end', 'ok', /no end/, well],
  ['token-end', 'ok', /ends on 2027-01-01/, knownAs({ auth: { expiresAt: '2027-01-01T00:00:00.000Z' } })],
  ['token-end', 'warn', /ends on 2026-11-30/, knownAs({ auth: { expiresAt: '2026-11-30T00:00:00.000Z' } })],
  ['token-end', 'fail', /ended on 2026-11-19/, knownAs({ auth: { expiresAt: '2026-11-19T00:00:00.000Z' } })],
  ['token-permissions', 'ok', /enough for `plan` and `apply`/, well],
  ['token-permissions', 'warn', /can only read/, knownAs({ token: { role: 'read' } })],
  ['token-permissions', 'fail', /Nothing is known/, knownAs({ token: { role: 'superb' } })],
  ...permitted('ok', /Enough for `plan` and `apply`/, ['org.read', 'org.write']),
  ...permitted('warn', /not for `apply`/, ['org.read']),
  ...permitted('fail', /\(repo\.write\) is neither/, ['repo.write']),
  ...permitted('fail', /permits nothing/, []),
  ...permitted('fail', /permits nothing/, ['org.write'], 'other-org'),
  ['organization', 'ok', /root belongs to Acme-AI/, well],
  ['organization', 'unknown', /No organization is named/, { ...well, organization: null }],
  ['organization', 'fail', /does not belong to other-org/, { ...well, organization: 'other-org' }],
  ['organization-plan', 'ok', /team/, well],
  ['organization-plan', 'fail', /no paid plan/, knownAs({ membership: { plan: undefined } })],
  ['organization-plan', 'warn', /ultra, which is not known/, knownAs({ membership: { plan: 'ultra' } })],
  ['organization-role', 'warn', /may change no group/, knownAs({ membership: { roleInOrg: 'read' } })],
  [
    'organization-role',
    'warn',
    /may change "Evaluation"/,
    knownAs({
      membership: {
        roleInOrg: 'write',
        resourceGroups: [
          { id: 'g', name: 'Evaluation', role: 'admin' },
          { id: 'h', name: 'Other', role: 'read' },
        ],
      },
    }),
  ],
  ['organization-role', 'unknown', /does not say/, knownAs({ membership: { roleInOrg: undefined } })],
  ['security-restrictions', 'ok', /None/, well],
  [
    'security-restrictions',
    'fail',
    /not approved the token/,
    knownAs({ membership: { securityRestrictions: ['token-policy'] } }),
  ],
  [
    'security-restrictions',
    'fail',
    /2 restrictions: .+two-factor.+; .+not known here \(moon\)/,
    knownAs({ membership: { securityRestrictions: ['mfa', 'moon'] } }),
  ],
  ['groups-visible', 'ok', /1 group$/, well],
  ['groups-visible', 'unknown', /whether that is all/, knownAs({ membership: { roleInOrg: 'write' } })],
  [
    'groups-visible',
    'fail',
    /HTTP 402, pay/,
    answering('groups', answer(undefined, { status: 402, said: 'pay' })),
  ],
  ['groups-visible', 'fail', /no list/, answering('groups', answer({}))],
  ['groups-visible', 'fail', /no JSON/, answering('groups', answer(undefined))],
  ['groups-visible', 'fail', /cannot be reached/, answering('groups', lost)],
  ['addresses-visible', 'ok', /1 member, with the addresses of all/, well],
  [
    'addresses-visible',
    'ok',
    /name nobody by one/,
    answering('members', answer([{ ...member, verifiedEmail: undefined }])),
  ],
  [
    'addresses-visible',
    'warn',
    /1 address, each of which/,
    {
      ...answering('members', answer([{ ...member, verifiedEmail: undefined }, member])),
      files: filesOf('groups: { Evaluation: { members: { kim@acme.ai: read } } }'),
    },
  ],
  ['addresses-visible', 'fail', /HTTP 403/, answering('members', answer(undefined, { status: 403 }))],
  ['other-lists', 'ok', /service accounts, repositories and spending/, well],
  ['other-lists', 'warn', /spending \(HTTP 403\)/, answering('usage', answer(undefined, { status: 403 }))],
  [
    'quota',
    'ok',
    /2990 calls left of 3000 in 300 s; a run needs 3 or more to read, and `apply` 2 more/,
    well,
  ],
  ['quota', 'warn', /needs 3 or more to read/, { ...well, calls: { reads: 3, writes: 5000 } }],
  [
    'quota',
    'unknown',
    /does not say/,
    { ...well, answers: { me: withHeaders(answer(me), { ratelimit: null }) } },
  ],
  ['auto-join-exact', 'warn', /"Evaluation"/, joined('exact')],
  ['auto-join-exact', 'ok', /No group/, joined('additive')],
  ['answer-fields', 'warn', /1 difference/, answering('groups', answer([{ ...group, badge: 1 }]))],
  [
    'answer-values',
    'warn',
    /1 difference/,
    answering('groups', answer([{ ...group, users: [{ ...user, role: 'curator' }] }])),
  ],
  [
    'answer-headers',
    'warn',
    /2 differences/,
    { ...well, answers: { me: withHeaders(answer(me), { ratelimit: null, date: null }) } },
  ],
];

function permitted(
  status: CheckStatus,
  message: RegExp,
  permissions: readonly string[],
  name = 'acme-ai',
): readonly Case[] {
  const scoped = [{ entity: { _id: 'o1', type: 'org', name }, permissions }];
  return [
    [
      'token-permissions',
      status,
      message,
      knownAs({ token: { role: 'fineGrained', fineGrained: { scoped } } }),
    ],
  ];
}

function joined(mode: string): Facts {
  const open = { ...group, autoJoin: { enabled: true, role: 'read' } };
  const files = filesOf(`groups: { Evaluation: { membership: ${mode}, members: { ada: write } } }`);
  return { ...answering('groups', answer([open, { ...open, id: 'g2', name: 'Other' }])), files };
}

describe('each check', () => {
  it.each(cases)('%s is %s: %s', (code, status, message, facts) => {
    const finding = found(facts, code);
    expect(finding).toMatchObject({ status, message: expect.stringMatching(message) });
    // Whoever reads of something that is not well is told what to do.
    if (status === 'warn' || status === 'fail') expect(finding.action).not.toBeNull();
  });
});
