import type { Configuration, DeclaredGroup, MembershipMode } from '../config/declaration.ts';
import { anyFileMay } from '../config/policy-check.ts';
import type { Adoption, Declared } from '../edit/adopt/adoption.ts';
import { type Asked, askedFor, declareFresh } from '../edit/adopt/fresh-groups.ts';
import { dropGroups, goneGroups } from '../edit/adopt/gone-groups.ts';
import { adoptMembers } from '../edit/adopt/members.ts';
import { leftOfOthers, waitsForGroup } from '../edit/adopt/others.ts';
import { adoptResources } from '../edit/adopt/resources.ts';
import { adoptRoles } from '../edit/adopt/roles.ts';
import { adoptSettings } from '../edit/adopt/settings.ts';
import type { NotAdopted } from '../edit/adopt/wish.ts';
import { isKeptApart, policyForbids } from '../edit/adopt/within-policy.ts';
import { applied, type EditResult, followedBy, readAgain } from '../edit/result.ts';
import { kindOf } from '../kinds/registry.ts';
import { liveOf } from '../live/live.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import { targetKey } from '../model/change.ts';
import type { Change, Plan } from '../model/plan.ts';
import { matchGroups } from '../plan/match-groups.ts';
import { dayOf } from '../text/date.ts';
import type { Io } from './io.ts';
import { planFor } from './planning.ts';

/** What of the organization is brought into the files. */
export interface AdoptOptions {
  /** Only these groups; `null` for all. With `all` they may be ones that nothing declares. */
  readonly selection: readonly string[] | null;
  /** Whole groups, too, and members whom additive groups leave alone: how groups that are written are. */
  readonly all: { readonly mode: MembershipMode; readonly byEmail: boolean } | null;
}

/**
 * Brings the files up to what is live, as far as that overturns no decision. Reads and writes nothing.
 *
 * @throws ConfigError when the files do not fit the organization
 */
export function adoptDrift(
  io: Pick<Io, 'now'>,
  { configuration, sources }: Declared,
  snapshot: Snapshot,
  { selection, all }: AdoptOptions,
): Adoption {
  const asked: Asked =
    all === null ? { declared: selection, fresh: [] } : askedFor(configuration, liveOf(snapshot), selection);
  const first = planFor(io, { configuration, warnings: [] }, snapshot, { selection: asked.declared });
  const { live } = first;
  const gone = goneGroups(configuration, live, asked.declared);
  const goneIds = new Set(gone.flatMap(({ id }) => (id === null ? [] : [id.value])));
  const dropped = new Set(all === null ? [] : gone.filter((group) => !isKeptApart(configuration, group)));
  // Names are adopted, too; ids stay.
  const picked = asked.declared === null ? null : keysOf(configuration, live, asked.declared, dropped);
  // Lists that only new lines need do not matter: what is declared anew is where it is.
  const whole: Snapshot = { repositories: [], usage: {}, ...snapshot };
  let known = { configuration, plan: first.plan };
  const planOf = (wanted: Configuration): Plan => {
    if (known.configuration === wanted) return known.plan;
    const { plan } = planFor(io, { configuration: wanted, warnings: [] }, whole, { selection: picked });
    known = { configuration: wanted, plan };
    return plan;
  };
  const steps: readonly ((now: Declared) => Adoption)[] = [
    (now) => ({
      result: dropGroups(now.configuration, now.sources, [...dropped]),
      adopted: [],
      notAdopted: gone.filter((group) => !dropped.has(group)).map(goneOf(all !== null)),
    }),
    (now) => adoptSettings(now.configuration, now.sources, live, planOf(now.configuration)),
    (now) => adoptResources(now.configuration, now.sources, live, planOf),
    (now) => adoptRoles(now.configuration, now.sources, live, planOf(now.configuration)),
    (now) => {
      const plan = planOf(now.configuration);
      return adoptMembers(now, { live, plan, today: dayOf(io.now()), all: all !== null, gone: goneIds });
    },
    (now) =>
      all === null || asked.fresh?.length === 0
        ? nothing
        : { ...nothing, ...declareFresh(now.configuration, now.sources, live, asked.fresh, all) },
    (now) => ({ ...nothing, notAdopted: leftOfOthers(planOf(now.configuration)) }),
  ];
  const done: Adoption[] = [];
  let now: Declared = { configuration, sources };
  for (const step of steps) {
    const made = step(now);
    done.push(made);
    if (made.result.kind === 'edited' && made.result.files.length === 0) continue;
    const read =
      made.result.kind === 'stuck'
        ? made.result
        : readAgain(now.configuration, applied(now.sources, made.result));
    if (read.kind === 'stuck') return { ...nothing, result: read, notAdopted: leftOf(done) };
    now = read;
  }
  mustMatch(planOf(now.configuration), leftOf(done));
  return {
    result: done.reduce<EditResult>(
      (total, { result }) => followedBy(sources, total, result),
      nothing.result,
    ),
    adopted: done.flatMap(({ adopted }) => adopted),
    notAdopted: leftOf(done),
  };
}

const nothing: Adoption = { result: { kind: 'edited', files: [] }, adopted: [], notAdopted: [] };

function leftOf(done: readonly Adoption[]): readonly NotAdopted[] {
  return done.flatMap(({ notAdopted }) => notAdopted);
}

/** The same groups by what stays when their names are adopted. */
function keysOf(
  { groups }: Configuration,
  live: Live,
  selection: readonly string[],
  dropped: ReadonlySet<DeclaredGroup>,
): readonly string[] {
  const { groups: found, missing } = matchGroups(groups, live, selection, anyFileMay);
  const others = missing.filter(({ declared }) => !dropped.has(declared));
  return [...found.map(({ live: { info } }) => info.id), ...others.map(({ declared }) => declared.name)];
}

/** Tells of a group that was deleted, and whose declaration stays. */
function goneOf(isAsked: boolean): (group: DeclaredGroup) => NotAdopted {
  const why = isAsked
    ? policyForbids
    : 'the group was deleted on the Hub; `import --update --all` takes it out of the file';
  return ({ id, name }) => ({
    group: { id: id?.value ?? null, name },
    user: null,
    subject: null,
    change: null,
    why,
  });
}

/** @throws Error when something is left to change that is told of nowhere: a fault of the program */
function mustMatch({ changes }: Plan, notAdopted: readonly NotAdopted[]): void {
  const keys = new Set(notAdopted.flatMap(({ change }) => (change === null ? [] : [keyOf(change)])));
  const open = changes.filter((change) => !waitsForGroup(change) && !keys.has(keyOf(change)));
  if (open.length > 0) throw new Error(`${open.length} changes would be left after adopting them`);
}

function keyOf(change: Change): string {
  return JSON.stringify([change.kind, targetKey(change.group), kindOf(change).subject(change)]);
}
