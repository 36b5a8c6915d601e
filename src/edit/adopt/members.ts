import type { Configuration } from '../../config/declaration.ts';
import { anyFileMay } from '../../config/policy-check.ts';
import { loadChecked } from '../../kinds/load.ts';
import { membershipsIn } from '../../kinds/membership/only.ts';
import type { Live } from '../../live/organization.ts';
import { type TargetRef, targetKey } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import { policyBreaks } from '../../plan/policy-breaks.ts';
import type { Day } from '../../text/date.ts';
import { applied } from '../result.ts';
import { adopt } from './adopt.ts';
import type { Adoption, Declared } from './adoption.ts';
import type { NotAdopted, Wish } from './wish.ts';
import { type WishesInput, wishesOf } from './wishes.ts';
import { againstPolicy, policyForbids } from './within-policy.ts';

/** Makes the files say who is in the groups, and tells of whole groups and of whatever is blocked. */
export function adoptMembers(
  { configuration, sources }: Declared,
  input: Omit<WishesInput, 'configuration'>,
): Adoption {
  const { live, plan, today } = input;
  const { wishes, notAdopted: decided } = wishesOf({ ...input, configuration });
  const { kept, refused } = permitted({ configuration, sources }, wishes, live, today);
  const forbidden = refusedBy(refused, configuration, live, plan);
  const isLeft = new Set([...decided, ...forbidden].map(({ change }) => change));
  const adopted = membershipsIn(plan.changes).filter(
    (change) => change.group.id !== null && !isLeft.has(change),
  );
  const result = adopt(configuration, sources, kept);
  return { result, adopted, notAdopted: [...decided, ...forbidden] };
}

/** The wishes without those that a policy would not permit, one after the other. */
function permitted(
  { configuration, sources }: Declared,
  wishes: readonly Wish[],
  live: Live,
  today: Day,
): { readonly kept: readonly Wish[]; readonly refused: readonly Wish[] } {
  if (configuration.policy === null) return { kept: wishes, refused: [] };
  const { people, files } = configuration;
  let kept = wishes;
  for (;;) {
    const after = applied(sources, adopt(configuration, sources, kept));
    const loaded = loadChecked(after, files, [], { kind: 'known', people });
    const broken = loaded.ok ? policyBreaks(loaded.configuration, null, live, today) : [];
    const against = loaded.ok ? againstPolicy(kept, loaded.configuration, broken) : new Set<Wish>();
    if (against.size === 0) {
      const left = new Set(kept);
      return { kept, refused: wishes.filter((wish) => !left.has(wish)) };
    }
    kept = kept.filter((wish) => !against.has(wish));
  }
}

function refusedBy(
  refused: readonly Wish[],
  { groups }: Configuration,
  live: Live,
  plan: Plan,
): readonly NotAdopted[] {
  const refs = new Map(
    matchGroups(groups, live, null, anyFileMay).groups.map(({ declared, ref }) => [declared.name, ref]),
  );
  const keyOf = (user: string, group: TargetRef): string => `${targetKey(group)}\t${user}`;
  const changes = new Map(membershipsIn(plan.changes).map((one) => [keyOf(one.user, one.group), one]));
  return refused.map(({ group: name, user }) => {
    const group = refs.get(name) ?? null;
    const change = changes.get(keyOf(user, group)) ?? null;
    return { group, user, subject: null, change, why: policyForbids };
  });
}
