import { groupId, idOf } from '../ids.ts';
import {
  type Account,
  accountKey,
  type Group,
  labelOf,
  type Membership,
  type Seed,
  type SnapshotSeed,
  type Token,
  type World,
} from '../model.ts';
import type { Draft } from './draft.ts';
import { handDraft } from './hand.ts';
import { snapshotDraft } from './snapshot.ts';
import { checkHandSeed, checkSnapshot, seedError } from './validate.ts';

/**
 * The world of a seed, written by hand or a saved snapshot: validated, with its defaults, ids and tokens. `secret` is
 * the end of the default tokens, `name` what messages call the seed. Throws `KnownError('seed-invalid')` with every
 * problem.
 */
export function createWorld(data: unknown, secret: string, name = 'The seed'): World {
  const draft = isSnapshot(data)
    ? snapshotDraft(checkSnapshot(data, name))
    : handDraft(checkHandSeed(data, name));
  const problems: string[] = [];
  const world = resolve(draft, secret, problems);
  if (problems.length > 0) throw seedError(name, problems);
  return world;
}

/** The validated seed itself, for those who keep it. Throws as `createWorld` does. */
export function checkSeed(data: unknown, name: string): Seed {
  createWorld(data, '', name);
  return isSnapshot(data) ? checkSnapshot(data, name) : checkHandSeed(data, name);
}

function isSnapshot(data: unknown): data is SnapshotSeed {
  return typeof data === 'object' && data !== null && 'format_version' in data;
}

function resolve(draft: Draft, secret: string, problems: string[]): World {
  const accounts = draft.accounts.map((account) => ({
    ...account,
    id: account.id || idOf('user', accountKey(account.name)),
  }));
  const byKey = new Map(accounts.map((account) => [accountKey(account.name), account]));
  report(
    problems,
    repeated(accounts.map(({ name }) => accountKey(name))),
    (key) => `user ${key} is there twice`,
  );

  const groups = resolveGroups(draft, byKey, problems);
  const things = [...draft.groups.flatMap((group) => group.resources), ...draft.loose];
  report(
    problems,
    repeated(things.map(labelOf)),
    (label) => `${label} is there twice; it can be in one group only`,
  );

  const tokens = draft.tokens ?? defaultTokens(draft, secret, problems);
  report(problems, repeated(tokens.map(({ token }) => token)), () => 'tokens: one token is there twice');
  for (const token of tokens) {
    if (!byKey.has(accountKey(token.user)))
      problems.push(`tokens › ${token.name}: there is no user ${token.user}`);
  }
  const { name } = draft.organization;
  return {
    organization: {
      ...draft.organization,
      id: draft.organization.id || idOf('organization', name.toLowerCase()),
    },
    accounts,
    groups,
    loose: draft.loose,
    tokens,
    settings: draft.settings,
  };
}

function resolveGroups(
  draft: Draft,
  accounts: ReadonlyMap<string, Account>,
  problems: string[],
): readonly Group[] {
  const given = draft.groups.flatMap(({ id }) => (id === '' ? [] : [id]));
  report(problems, repeated(given), (id) => `groups: the id ${id} is there twice`);
  const taken = new Set(given);
  return draft.groups.map(({ members, resources, ...group }) => {
    const id = group.id || groupId(draft.organization.name, group.name, taken);
    taken.add(id);
    const users = new Map<string, Membership>();
    for (const [user, role] of members) {
      const kind = accounts.get(accountKey(user))?.kind ?? 'other';
      if (kind === 'other') {
        problems.push(
          `groups › ${group.name}: ${user} is neither a member of the organization nor a service account`,
        );
      }
      if (users.has(accountKey(user))) problems.push(`groups › ${group.name}: ${user} is there twice`);
      users.set(accountKey(user), { role, addedBy: null });
    }
    return { ...group, id, users, resources: new Map(resources.map((one) => [labelOf(one), one])) };
  });
}

/** One that may do all its user may, and one that may only read. */
function defaultTokens(draft: Draft, secret: string, problems: string[]): readonly Token[] {
  const user = draft.tokenUser ?? draft.accounts.find((account) => account.role === 'admin')?.name;
  if (user === undefined) {
    problems.push('members: nobody has the role admin; give it to somebody, or list tokens');
    return [];
  }
  return [
    { token: `hf_sandbox_admin_${secret}`, name: 'admin', user, access: 'admin', pendingApproval: false },
    { token: `hf_sandbox_read_${secret}`, name: 'read', user, access: 'read', pendingApproval: false },
  ];
}

function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}

function report(problems: string[], values: readonly string[], say: (value: string) => string): void {
  for (const value of values) problems.push(say(value));
}
