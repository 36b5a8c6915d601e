import { isObject, textOf } from '../live/read.ts';
import type { Facts } from './facts.ts';

/** The token, as the Hub describes it. */
export interface TokenFacts {
  /** `read`, `write`, `god`, `fineGrained`, or something new; `null` where it does not say. */
  readonly role: string | null;
  /** Milliseconds since 1970; `null` for no end that is told. */
  readonly expiresAt: number | null;
  /** What a fine-grained token may do in the organization; `null` for another token. */
  readonly permissions: readonly string[] | null;
}

/** The organization, as the Hub describes it to its member. */
export interface Membership {
  /** In the Hub's spelling. */
  readonly name: string;
  readonly plan: string | null;
  readonly role: string | null;
  readonly restrictions: readonly string[];
  /** The groups that the user is in, with the role there. */
  readonly groups: readonly { readonly name: string; readonly role: string }[];
}

/** Who the token's user is. */
export interface Me {
  readonly name: string;
  readonly token: TokenFacts;
  /** `null` where the user does not belong to the organization, or none is asked about. */
  readonly membership: Membership | null;
  /** The organizations that the user belongs to. */
  readonly organizations: readonly string[];
}

/** Reads the answer about the token's user; `null` where none came that says who it is. */
export function meIn({ answers, organization }: Pick<Facts, 'answers' | 'organization'>): Me | null {
  const answer = answers.me;
  if (answer?.kind !== 'answer' || answer.status !== 200 || !isObject(answer.json)) return null;
  const name = textOf(answer.json['name']);
  if (name === null) return null;
  const organizations = objectsIn(answer.json['orgs']);
  const wanted = organization?.toLowerCase();
  const mine = organizations.find((one) => textOf(one['name'])?.toLowerCase() === wanted);
  return {
    name,
    token: tokenIn(answer.json['auth'], organization),
    membership: mine === undefined ? null : membershipIn(mine),
    organizations: organizations.flatMap((one) => textOf(one['name']) ?? []),
  };
}

function tokenIn(auth: unknown, organization: string | null): TokenFacts {
  const token = isObject(auth) && isObject(auth['accessToken']) ? auth['accessToken'] : {};
  const end = isObject(auth) ? Date.parse(textOf(auth['expiresAt']) ?? '') : Number.NaN;
  const fine = isObject(token['fineGrained']) ? token['fineGrained'] : null;
  const scopes = fine === null ? [] : objectsIn(fine['scoped']);
  const permissions = scopes.flatMap(({ entity, permissions: granted }) => {
    const isOurs =
      isObject(entity) &&
      entity['type'] === 'org' &&
      textOf(entity['name'])?.toLowerCase() === organization?.toLowerCase();
    return isOurs ? textsIn(granted) : [];
  });
  return {
    role: textOf(token['role']),
    expiresAt: Number.isNaN(end) ? null : end,
    permissions: fine === null ? null : permissions,
  };
}

function membershipIn(one: Readonly<Record<string, unknown>>): Membership {
  return {
    name: textOf(one['name']) ?? '',
    plan: textOf(one['plan']),
    role: textOf(one['roleInOrg']),
    restrictions: textsIn(one['securityRestrictions']),
    groups: objectsIn(one['resourceGroups']).flatMap((group) => {
      const [name, role] = [textOf(group['name']), textOf(group['role'])];
      return name === null || role === null ? [] : [{ name, role }];
    }),
  };
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : [];
}
