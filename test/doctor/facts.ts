import type { Facts, ProbeName } from '../../src/doctor/facts.ts';
import type { Probed, ProbedAnswer } from '../../src/hub/probed.ts';

/** When everything here was read. */
export const now = Date.UTC(2026, 10, 20, 12);

const headers = {
  ratelimit: '"api";r=2990;t=200',
  'ratelimit-policy': '"fixed window";"api";q=3000;w=300',
  'x-request-id': 'Root=1',
  date: new Date(now).toUTCString(),
};

export function answer(json: unknown, more: Partial<Omit<ProbedAnswer, 'kind'>> = {}): ProbedAnswer {
  return {
    kind: 'answer',
    status: 200,
    headers: new Map(Object.entries(headers)),
    json,
    said: null,
    at: now,
    durationMs: 20,
    ...more,
  };
}

/** The answer with other headers; `null` takes one away. */
export function withHeaders(
  one: ProbedAnswer,
  changed: Readonly<Record<string, string | null>>,
): ProbedAnswer {
  const all = { ...Object.fromEntries(one.headers), ...changed };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...one, headers: new Map(kept) };
}

export const membership = {
  type: 'org',
  id: 'o1',
  name: 'Acme-AI',
  fullname: 'Acme',
  avatarUrl: '/a.svg',
  plan: 'team',
  roleInOrg: 'admin',
  resourceGroups: [],
};

export const me = {
  type: 'user',
  id: 'u1',
  name: 'root',
  fullname: 'Root',
  avatarUrl: '/a.svg',
  isPro: false,
  orgs: [membership],
  auth: {
    type: 'access_token',
    accessToken: { displayName: 'ci', role: 'write', createdAt: '2026-01-01T00:00:00.000Z' },
  },
};

export const user = {
  type: 'user',
  _id: 'u2',
  fullname: 'Ada L',
  name: 'ada',
  avatarUrl: '/a.svg',
  role: 'write',
};
export const group = { id: 'g1', name: 'Evaluation', users: [user], resources: [], repos: [] };
export const member = {
  avatarUrl: '/a.svg',
  fullname: 'Ada L',
  isPro: false,
  user: 'ada',
  type: 'user',
  _id: 'u2',
  role: 'read',
  verifiedEmail: 'ada@acme.ai',
};

/** Everything is well, of an organization that is asked about without files. */
export const well: Facts = {
  now,
  toolVersion: '0.1.0',
  node: '22.12.0',
  organization: 'acme-ai',
  files: { kind: 'none' },
  token: { kind: 'found', from: 'HF_TOKEN' },
  endpoint: { kind: 'found', from: 'HF_ENDPOINT', url: 'https://hub.test' },
  route: { kind: 'direct', why: 'none-set' },
  certificates: { file: null, readable: false, unverified: false },
  answers: {
    me: answer(me),
    groups: answer([group]),
    members: answer([member]),
    services: answer([]),
    repositories: answer([]),
    usage: answer({ currency: 'usd', periods: [] }),
  },
  calls: { reads: 3, writes: 2 },
};

/** The same with another answer to one question. */
export function answering(name: ProbeName, probed: Probed): Facts {
  return { ...well, answers: { ...well.answers, [name]: probed } };
}

/** The same with the user's membership, or what is said of the token, changed. */
export function knownAs(changed: {
  readonly membership?: Readonly<Record<string, unknown>>;
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly token?: Readonly<Record<string, unknown>>;
}): Facts {
  const accessToken = { ...me.auth.accessToken, ...changed.token };
  return answering(
    'me',
    answer({
      ...me,
      orgs: [{ ...membership, ...changed.membership }],
      auth: { ...me.auth, accessToken, ...changed.auth },
    }),
  );
}
