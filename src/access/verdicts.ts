import type { AccessRow } from '../model/access-row.ts';
import { targetKey } from '../model/change.ts';
import type { MembershipChange } from '../model/membership.ts';
import type { Blocked, Plan } from '../model/plan.ts';

/** What the plan says of one membership. */
export type Verdict = Pick<AccessRow, 'status' | 'blocked'>;

/** What the plan says of the members of one group; all others are as declared. */
export interface GroupVerdicts {
  /** What blocks every membership of it; `null` for nothing. */
  readonly all: Blocked | null;
  /** By username in lower case, or by what is written where it matches nobody. */
  readonly members: ReadonlyMap<string, Verdict>;
}

interface Collected {
  all: Blocked | null;
  readonly members: Map<string, Verdict>;
}

/** What a plan says of memberships, by group. */
export class PlanVerdicts {
  readonly #groups = new Map<string, Collected>();

  constructor({ changes, blocked }: Plan) {
    for (const change of changes) {
      if (change.kind !== 'membership') continue;
      const verdict = { status: statusOf(change), blocked: null };
      this.#at(targetKey(change.group)).members.set(change.user.toLowerCase(), verdict);
    }
    for (const entry of blocked) {
      // What else is blocked in a group says nothing of who is in it.
      if (entry.kind !== 'membership' && entry.kind !== 'group') continue;
      const group = this.#at(targetKey(entry.group));
      if (entry.user === null) group.all = entry;
      else group.members.set(entry.user.toLowerCase(), { status: 'blocked', blocked: entry.reason });
    }
  }

  /** @param key of the target, `targetKey` */
  in(key: string): GroupVerdicts {
    return this.#groups.get(key) ?? nothing;
  }

  #at(key: string): Collected {
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { all: null, members: new Map() };
      this.#groups.set(key, group);
    }
    return group;
  }
}

const nothing: GroupVerdicts = { all: null, members: new Map() };

function statusOf({ action, cause }: MembershipChange): Verdict['status'] {
  if (action === 'create') return 'missing';
  return cause === 'not_declared' ? 'undeclared' : 'differs';
}
