import type { Finding } from '../model/doctor.ts';
import { enumerate } from '../text/count.ts';
import { named } from '../text/named.ts';
import type { Facts } from './facts.ts';
import { check } from './finding.ts';
import type { Me, TokenFacts } from './me.ts';

const day = 24 * 3600_000;
/** How long before its end a token is warned of. */
const soonMs = 14 * day;

/** What the Hub's own names of permissions let a run do: read the organization, and change its members. */
const permissions = { read: 'org.read', write: 'org.write' } as const;

const writeHint =
  'To apply, make a token with “Write access to organizations settings / member management” for the organization.';

/** The token: whether it is accepted, until when, and what it permits. */
export function checkToken(facts: Facts, me: Me | null): readonly Finding[] {
  return [checkAccepted(facts, me), checkEnd(facts, me), checkPermissions(facts, me)];
}

function checkAccepted({ answers, token }: Facts, me: Me | null): Finding {
  const { ok, fail, unknown } = check('token');
  if (me !== null) return ok(`The Hub accepts it, as ${named(me.name)}’s ${kindText(me.token.role)}`);
  if (token.kind === 'trouble') return unknown('There is none to look at');
  const answer = answers.me;
  if (answer?.kind !== 'answer') return unknown('The Hub did not say whose it is');
  if (answer.status === 401) {
    return fail(
      'The Hub does not accept it',
      'It is mistyped, expired or revoked, or of another Hub. Make a new one in the Hub’s settings.',
    );
  }
  return answer.status === 200
    ? fail('What the Hub says of it has no user in it', 'Look whether the endpoint is the Hub.')
    : fail(`The Hub does not say whose it is (HTTP ${answer.status})`, answer.said);
}

function kindText(role: string | null): string {
  switch (role) {
    case 'fineGrained':
      return 'fine-grained token';
    case 'read':
    case 'write':
      return `token to ${role}`;
    case null:
      return 'token of a kind that it does not name';
    default:
      return `token of the kind ${named(role)}`;
  }
}

function checkEnd({ now }: Facts, me: Me | null): Finding {
  const { ok, warn, fail, unknown } = check('token-end');
  if (me === null) return unknown('Nothing is known of the token');
  const { expiresAt } = me.token;
  if (expiresAt === null) return ok('The Hub tells of no end');
  const on = new Date(expiresAt).toISOString().slice(0, 10);
  const action = 'Make a new token, and put it where this one is.';
  if (expiresAt <= now) return fail(`It ended on ${on}`, action);
  return expiresAt - now < soonMs ? warn(`It ends on ${on}`, action) : ok(`It ends on ${on}`);
}

function checkPermissions(facts: Facts, me: Me | null): Finding {
  const { ok, warn, fail, unknown } = check('token-permissions');
  if (me === null || facts.organization === null) return unknown('Nothing is known of the token');
  const { token } = me;
  if (token.permissions !== null) return checkFineGrained(token.permissions);
  switch (token.role) {
    case 'write':
    case 'god':
      return ok(
        'All that its user may do: enough for `plan` and `apply`, and for much else. A fine-grained one would do',
      );
    case 'read':
      return warn('Enough for `plan`, not for `apply`: it can only read', writeHint);
    default:
      return fail(`Nothing is known of what it permits`, writeHint);
  }
}

function checkFineGrained(granted: NonNullable<TokenFacts['permissions']>): Finding {
  const { ok, warn, fail } = check('token-permissions');
  if (granted.includes(permissions.write)) return ok('Enough for `plan` and `apply`');
  if (granted.includes(permissions.read)) return warn('Enough for `plan`, not for `apply`', writeHint);
  const other = granted.map((permission) => named(permission));
  return fail(
    other.length === 0
      ? 'It permits nothing in the organization'
      : `What it permits in the organization (${enumerate(other.slice(0, 10))}) is neither ${permissions.read} nor ${permissions.write}`,
    `To plan, give it “Read access to organizations settings”. ${writeHint}`,
  );
}
