import type { Finding } from '../model/doctor.ts';
import { count, enumerate } from '../text/count.ts';
import { named, quoted } from '../text/named.ts';
import type { Facts } from './facts.ts';
import { check } from './finding.ts';
import type { Me, Membership } from './me.ts';

const paidPlans: ReadonlySet<string> = new Set(['team', 'enterprise', 'plus', 'academia']);
const mostShown = 10;

/** The organization: its plan, the user's role in it, and what it restricts. */
export function checkOrganization(facts: Facts, me: Me | null): readonly Finding[] {
  const membership = me?.membership ?? null;
  return [
    checkMembership(facts, me),
    checkPlan(membership),
    checkRole(membership),
    checkRestrictions(membership),
  ];
}

function checkMembership({ organization }: Facts, me: Me | null): Finding {
  const { ok, fail, unknown } = check('organization');
  if (organization === null) {
    const mine = me === null ? [] : me.organizations.slice(0, mostShown).map((name) => named(name));
    return unknown(
      'No organization is named',
      mine.length === 0
        ? 'Name it: `hf-groups doctor ORG`.'
        : `Name it: \`hf-groups doctor ORG\`. The token’s user belongs to ${enumerate(mine)}.`,
    );
  }
  if (me === null) return unknown(`Nothing is known of ${named(organization)}`);
  return me.membership === null
    ? fail(
        `${named(me.name)} does not belong to ${named(organization)}, or the Hub does not say so to this token`,
        'Compare the name with the address of the organization, or use the token of a member.',
      )
    : ok(`${named(me.name)} belongs to ${named(me.membership.name)}`);
}

function checkPlan(membership: Membership | null): Finding {
  const { ok, warn, fail, unknown } = check('organization-plan');
  if (membership === null) return unknown('Nothing is known of its plan');
  const { plan } = membership;
  if (plan === null)
    return fail('It has no paid plan', 'Resource Groups are part of the Team and Enterprise plans.');
  return paidPlans.has(plan)
    ? ok(`Its plan is ${plan}`)
    : warn(`Its plan is ${named(plan)}, which is not known here`, 'Look whether it has Resource Groups.');
}

function checkRole(membership: Membership | null): Finding {
  const { ok, warn, unknown } = check('organization-role');
  if (membership === null || membership.role === null) return unknown('The Hub does not say the role in it');
  if (membership.role === 'admin') return ok('Its admin: may see and change every group');
  const own = membership.groups.filter(({ role }) => role === 'admin').map(({ name }) => quoted(name));
  const more = own.length > mostShown ? ` and ${own.length - mostShown} more` : '';
  const groups = own.length === 0 ? 'no group' : `${enumerate(own.slice(0, mostShown))}${more}`;
  return warn(
    `${named(membership.role)}, no admin of the organization: may change ${groups}`,
    'To manage all groups, use the token of an admin of the organization, best of a service account. To manage some, name them with --group.',
  );
}

const restrictionTexts: ReadonlyMap<string, { readonly what: string; readonly action: string }> = new Map([
  [
    'token-policy',
    {
      what: 'the organization has not approved the token',
      action: 'Have an admin approve it in the organization’s token settings.',
    },
  ],
  [
    'token-revoked',
    { what: 'the organization has revoked the token', action: 'Make a new token, and have it approved.' },
  ],
  [
    'mfa',
    {
      what: 'the organization asks for two-factor authentication',
      action: 'Switch it on for the token’s user, in the settings of the account.',
    },
  ],
  [
    'sso',
    {
      what: 'the organization asks to sign in with its identity provider',
      action: 'Sign in there as the token’s user, and authorize the token.',
    },
  ],
  [
    'ip',
    {
      what: 'the organization does not let this address of the network in',
      action: 'Run it from a network that the organization’s settings allow: an own runner, for one.',
    },
  ],
]);

function checkRestrictions(membership: Membership | null): Finding {
  const { ok, fail, unknown } = check('security-restrictions');
  if (membership === null) return unknown('Nothing is known of its restrictions');
  const { restrictions } = membership;
  if (restrictions.length === 0) return ok('None stands in the way');
  const known = restrictions.flatMap((one) => restrictionTexts.get(one) ?? []);
  const others = restrictions.filter((one) => !restrictionTexts.has(one)).map((one) => named(one));
  const texts = [...known.map(({ what }) => what), ...(others.length === 0 ? [] : [otherText(others)])];
  return fail(
    `${count(texts.length, 'restriction')}: ${texts.join('; ')}`,
    known.map(({ action }) => action).join(' ') || 'See the security settings of the organization.',
  );
}

function otherText(others: readonly string[]): string {
  return `one that is not known here (${enumerate(others.slice(0, mostShown))})`;
}
