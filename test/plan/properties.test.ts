import fc from 'fast-check';
import { expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import { targetKey } from '../../src/model/change.ts';
import type { Plan } from '../../src/model/plan.ts';
import { digestLine, digestOf } from '../../src/plan/digest.ts';
import { HubModel } from '../support/hub-model.ts';
import { anyCaseOfPlanning, type Case, reordered, reorderedLive, yamlOf } from '../support/organizations.ts';
import { planOf, today } from '../support/planning.ts';
import { type Expected, expectedOf, namedIn, show } from '../support/reference.ts';

/** PROPERTY_RUNS sets another number. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };
const batchSizes = fc.constantFrom(1, 2, 3, 7, 50);

function planned({ snapshot, declaration }: Case, batchSize = 50): Plan {
  return planOf(yamlOf(declaration), snapshot, { batchSize });
}

/** Service accounts may be added without being in the members list. */
function addable({ declaration }: Case): (user: string) => boolean {
  const accounts = declaration.groups.flatMap(({ members }) =>
    (members ?? []).flatMap(({ service, who }) => (service ? [who.toLowerCase()] : [])),
  );
  return (user) => accounts.includes(user);
}

function applied(plan: Plan, one: Case): Case {
  const hub = new HubModel(one.snapshot, addable(one));
  for (const call of plan.calls) hub.apply(call);
  return { ...one, snapshot: hub.snapshot() };
}

function saidBy({ changes, blocked, unmanaged }: Plan): Omit<Expected, 'after'> {
  return {
    changes: membershipsIn(changes)
      .map(({ group, user, before, after, via, reason }) =>
        show(group.id, user.toLowerCase(), before, after, via, reason),
      )
      .sort(),
    blocked: blocked
      .map(({ group, user, after, reason }) => show(group?.id ?? null, user?.toLowerCase(), after, reason))
      .sort(),
    unmanaged: unmanaged.map(({ group, user, role }) => show(group.id, user, role)).sort(),
  };
}

test('a plan says what the contract says', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const { after: _, ...expected } = expectedOf(one.declaration, one.snapshot, today);
      expect(saidBy(planned(one))).toEqual(expected);
    }),
    runs,
  );
});

test('the calls, applied, give what is desired, and planning again finds nothing to do', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, batchSizes, (one, batchSize) => {
      const plan = planned(one, batchSize);
      const then = applied(plan, one);
      const members = then.snapshot.groups.flatMap(({ id, users }) =>
        users.map(({ name, role }) => show(id, name.toLowerCase(), role)),
      );
      expect(members.sort()).toEqual(expectedOf(one.declaration, one.snapshot, today).after);
      const said = saidBy(plan);
      const again = planned(then, batchSize);
      expect(again.changes).toEqual([]);
      expect(again.calls).toEqual([]);
      // By ids: what is renamed stands under its new name then.
      const { blocked, unmanaged } = saidBy(again);
      expect({ blocked, unmanaged }).toEqual({ blocked: said.blocked, unmanaged: said.unmanaged });
      expect(again.digest).toBe(digestOf(plan.endpoint, plan.organization, []));
    }),
    runs,
  );
});

test('the calls are the fewest there can be, each change is in exactly one, what takes away comes last in a group', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, batchSizes, (one, batchSize) => {
      const { changes, calls } = planned(one, batchSize);
      const indices = calls.flatMap((call) => call.changes);
      expect(indices.toSorted((a, b) => a - b)).toEqual(changes.map((_, index) => index));
      const creates = new Map<string, number>();
      const memberships = membershipsIn(changes);
      for (const { action, group } of memberships)
        if (action === 'create') creates.set(targetKey(group), (creates.get(targetKey(group)) ?? 0) + 1);
      const adds = [...creates.values()].map((count) => Math.ceil(count / batchSize));
      const single = memberships.filter(({ action }) => action !== 'create').length;
      // One for each group that is renamed.
      const renamed = changes.length - memberships.length;
      expect(calls).toHaveLength(adds.reduce((sum, count) => sum + count, single + renamed));
      // Safe: group by group, and there adds, then raises, then lower roles, then removals.
      const rank = { create: 0, update: 1, delete: 3 };
      const order = indices.map((index) => {
        const { kind, group, action, destructive } = changes[index] ?? expect.unreachable();
        const at = rank[action] + (action === 'update' && destructive ? 1 : 0);
        return [targetKey(group), kind === 'membership' ? at : -1] as const;
      });
      for (const [place, [id, at]] of order.entries()) {
        const before = order.slice(0, place).filter(([other]) => other === id);
        expect(before.every(([, earlier]) => earlier <= at)).toBe(true);
        expect(before.length === 0 || order[place - 1]?.[0] === id).toBe(true);
      }
    }),
    runs,
  );
});

test('changes are sorted as the contract says, and none comes twice', () => {
  const ranks = { create: 0, update: 1, delete: 2 };
  const points = (text: string): string =>
    [...text].map((character) => String(character.codePointAt(0)).padStart(7, '0')).join('');
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const keys = membershipsIn(planned(one).changes).map(({ group, action, user }) =>
        [points(group.name), group.id, ranks[action], user.toLowerCase()].join('\u0000'),
      );
      expect(keys).toEqual([...new Set(keys)].sort());
    }),
    runs,
  );
});

test('who is unmanaged or blocked is in no change, and nobody is removed who was not meant', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const { changes, unmanaged, blocked } = planned(one);
      const changed = new Set(
        membershipsIn(changes).map(({ group, user }) => show(group.id, user.toLowerCase())),
      );
      for (const { group, user } of [...unmanaged, ...blocked])
        expect(changed).not.toContain(show(group?.id ?? null, user?.toLowerCase()));
      const modes = new Map(
        one.declaration.groups.map(({ key, id, mode }) => [id ?? key, mode ?? one.declaration.mode]),
      );
      for (const { action, group, cause } of membershipsIn(changes)) {
        if (action !== 'delete') continue;
        const exact = (modes.get(targetKey(group)) ?? modes.get(group.name)) === 'exact';
        expect(cause === 'absent' || cause === 'expired' || (cause === 'not_declared' && exact)).toBe(true);
      }
    }),
    runs,
  );
});

test('the order of what the Hub lists never changes a byte', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, fc.nat(), (one, seed) => {
      const other = { ...one, snapshot: reorderedLive(one.snapshot, seed) };
      expect(JSON.stringify(planned(other))).toBe(JSON.stringify(planned(one)));
    }),
    runs,
  );
});

test('the order of the file changes nothing but positions, and the order of warnings, which follow them', () => {
  const withoutPlaces = (plan: Plan): string =>
    JSON.stringify(
      { ...plan, warnings: plan.warnings.map(({ code, message }) => `${code} ${message}`).sort() },
      (key, value: unknown) => (key === 'source' ? null : value),
    );
  fc.assert(
    fc.property(anyCaseOfPlanning, fc.nat(), (one, seed) => {
      expect(withoutPlaces(planned(reordered(one, seed)))).toBe(withoutPlaces(planned(one)));
    }),
    runs,
  );
});

test('digests are equal exactly when the changes are', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const [a, b] = [planned(one), planned({ ...one, declaration: one.other })];
      const same = a.changes.map(digestLine).join('') === b.changes.map(digestLine).join('');
      expect(a.digest === b.digest).toBe(same);
      const { endpoint, organization, changes } = JSON.parse(JSON.stringify(a));
      expect(digestOf(endpoint, organization, changes)).toBe(a.digest);
    }),
    runs,
  );
});

test('drift is what the base would do too, and nothing else', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const base = planned({ ...one, declaration: one.other });
      const plan = planOf(yamlOf(one.declaration), one.snapshot, { base: yamlOf(one.other) });
      const pending = new Set(base.changes.map(digestLine));
      for (const change of plan.changes)
        expect(change.origin).toBe(pending.has(digestLine(change)) ? 'drift' : 'this_change');
      const without = planned(one);
      expect(plan.digest).toBe(without.digest);
      expect(plan.changes.map((change) => ({ ...change, origin: null }))).toEqual(without.changes);
      expect(plan.blocked.map((entry) => ({ ...entry, origin: null }))).toEqual(without.blocked);
    }),
    runs,
  );
});

test('a configuration that equals its base has drift only', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const text = yamlOf(one.declaration);
      const { changes, blocked } = planOf(text, one.snapshot, { base: text });
      for (const { origin } of [...changes, ...blocked]) expect(origin).toBe('drift');
    }),
    runs,
  );
});

test('the counts of the summary are those of the lists', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const { summary, changes, blocked, unmanaged, calls, groups } = planned(one);
      const of = (action: string): number => changes.filter((change) => change.action === action).length;
      expect(summary).toEqual({
        create: of('create'),
        update: of('update'),
        delete: of('delete'),
        destructive: changes.filter(({ destructive }) => destructive).length,
        blocked: blocked.length,
        unmanaged: unmanaged.length,
        groups: new Set(changes.map(({ group }) => targetKey(group))).size,
        calls: calls.length,
      });
      const live = new Set(one.snapshot.groups.map(({ id }) => id));
      const concerned = new Set(
        [...changes, ...blocked].flatMap(({ group }) => (group?.id && live.has(group.id) ? [group.id] : [])),
      );
      expect(groups.map(({ id }) => id).sort()).toEqual([...concerned].sort());
    }),
    runs,
  );
});

test('a plan is plain data, and does not change what it is made of', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const before = JSON.stringify(one);
      const plan = planned(one);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      expect(JSON.stringify(one)).toBe(before);
      expect(liveOf(one.snapshot).groups).toHaveLength(one.snapshot.groups.length);
    }),
    { numRuns: 50 },
  );
});

test('what is odd costs only what it is about: nobody else, and no other group', () => {
  fc.assert(
    fc.property(
      anyCaseOfPlanning,
      fc.nat(),
      fc.constantFrom('role', 'name', 'resources', 'twice'),
      (one, at, what) => {
        const { groups } = one.snapshot;
        const of = groups[at % Math.max(1, groups.length)];
        const who = of?.users[at % Math.max(1, of.users.length)];
        if (of === undefined || who === undefined) return;
        const rest = of.users.filter((user) => user !== who);
        const oddities = {
          role: { users: [...rest, { name: who.name }] },
          name: { users: [...rest, { role: who.role }] },
          resources: { resources: [{ name: 'a/b' }], autoJoin: 7 },
          twice: { users: [...of.users, { ...who, role: 'another' }] },
        };
        const odd = { ...of, ...oddities[what] };
        const snapshot = { ...one.snapshot, groups: groups.map((group) => (group === of ? odd : group)) };
        const told = ({ changes }: Plan): readonly string[] => membershipsIn(changes).map(digestLine);
        const [before, after] = [planned(one), planOf(yamlOf(one.declaration), snapshot)];
        const key = who.name.toLowerCase();
        const untouched = membershipsIn(before.changes).filter(({ group, user }) => {
          if (group.id !== of.id || what === 'resources') return true;
          return what !== 'name' && user.toLowerCase() !== key;
        });
        const isProtected = one.declaration.protectedMembers.length > 0;
        // A protected name may be known by this one place alone.
        if (!isProtected) expect(told(after)).toEqual(untouched.map(digestLine));
        for (const { group, user } of membershipsIn(after.changes))
          if (what === 'role' || what === 'twice')
            expect([group.id, user.toLowerCase()]).not.toEqual([of.id, key]);
      },
    ),
    runs,
  );
});

test('nobody loses access but who is declared so, has ended, or is undeclared in an exact group that matches', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const plan = planned(one);
      const held = new Set(
        plan.blocked
          .filter(({ reason, after }) => reason === 'unmatched_entry' || after !== null)
          .map(({ group }) => group?.id),
      );
      for (const { action, cause, group } of membershipsIn(plan.changes))
        if (action === 'delete' && cause === 'not_declared') expect(held).not.toContain(group.id);
    }),
    runs,
  );
});

test('who is let go of is in the group, in no change, and declared by the base alone', () => {
  fc.assert(
    fc.property(anyCaseOfPlanning, (one) => {
      const plan = planOf(yamlOf(one.declaration), one.snapshot, { base: yamlOf(one.other) });
      const changed = new Set(
        membershipsIn(plan.changes).map(({ group, user }) => show(group.id, user.toLowerCase())),
      );
      const blocked = new Set(
        plan.blocked.map(({ group, user }) => show(group?.id ?? null, user?.toLowerCase())),
      );
      const [head, base] = [one.declaration, one.other].map((declaration) =>
        namedIn(declaration, one.snapshot),
      );
      const seen = new Set<string>();
      for (const { group, user, role } of plan.released) {
        if (group === null) throw new Error('memberships are in a group');
        const key = show(group.id, user.toLowerCase());
        expect([changed.has(key), blocked.has(key), seen.has(key)]).toEqual([false, false, false]);
        seen.add(key);
        expect(one.snapshot.groups.find(({ id }) => id === group.id)?.users).toContainEqual({
          name: user,
          role,
        });
        expect([base?.has(key), head?.has(key)]).toEqual([true, false]);
      }
      expect(planOf(yamlOf(one.other), one.snapshot, { base: yamlOf(one.other) })).toMatchObject({
        released: [],
        policy_changes: [],
        loosened: [],
      });
    }),
    runs,
  );
});
