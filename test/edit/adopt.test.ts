import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adopt } from '../../src/edit/adopt/adopt.ts';
import { type Wishes, wishesOf } from '../../src/edit/adopt/wishes.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { Plan } from '../../src/model/plan.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { anyCaseOfPlanning, yamlOf } from '../support/organizations.ts';
import { configurationOf, group, linesOf, members, snapshotOf, today, tryPlan } from '../support/planning.ts';
import { uglified } from './ugly.ts';

interface Outcome extends Wishes {
  readonly text: string;
  readonly before: Plan;
  readonly after: Plan;
}

/** Adopts what is live; `null` where the configuration does not fit the organization at all. */
function adopted(text: string, snapshot: Snapshot, all = false): Outcome | null {
  const loaded = loadChecked([new SourceFile('groups.yaml', text)], ['groups.yaml']);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const planned = tryPlan(loaded.configuration, snapshot);
  if (!planned.ok) return null;
  const { configuration } = loaded;
  const file = configuration.groups[0]?.place.file ?? new SourceFile('groups.yaml', text);
  const wishes = wishesOf({ configuration, live: liveOf(snapshot), plan: planned.plan, today, all });
  const result = adopt(configuration, [file], wishes.wishes);
  if (result.kind === 'stuck') throw new Error(result.places.map(({ why }) => why).join('\n'));
  const after = result.files[0]?.text ?? text;
  const again = tryPlan(configurationOf(after), snapshot);
  if (!again.ok) throw new Error(again.diagnostics.map(({ message }) => message).join('\n'));
  return { ...wishes, text: after, before: planned.plan, after: again.plan };
}

describe('what was adopted is no change any more', () => {
  it('whatever the organization and the files', () => {
    fc.assert(
      fc.property(anyCaseOfPlanning, fc.nat(), fc.boolean(), ({ snapshot, declaration }, seed, all) => {
        const text = uglified(yamlOf(declaration), seed);
        const outcome = adopted(text, snapshot, all);
        if (outcome === null) return;
        const named = new Set(outcome.notAdopted.map(({ group: ref, user }) => `${ref?.id} ${user}`));
        for (const change of membershipsIn(outcome.after.changes))
          expect(named).toContain(`${change.group.id} ${change.user}`);
        expect(outcome.after.changes.length).toBeLessThanOrEqual(outcome.before.changes.length);
        const again = adopted(outcome.text, snapshot, all);
        expect(again?.text).toBe(outcome.text);
        // What no wish is about stands as it stood.
        const users = new Set(
          outcome.wishes.flatMap(({ user, person }) => [user.toLowerCase(), person?.key]),
        );
        const kept = (one: string): readonly string[] =>
          one
            .split(/\r?\n/)
            .map((line) => line.replace(/: \{\}/, ':'))
            .filter(
              (line) =>
                line.trim() !== '' &&
                !/members: \{\}|members:/.test(line) &&
                ![...users].some((user) => user !== undefined && line.toLowerCase().includes(user)) &&
                !line.trimStart().startsWith('#'),
            );
        expect(kept(outcome.text)).toEqual(kept(text));
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
    );
  });
});

describe('each kind of drift', () => {
  const exact = 'version: 1\norganization: acme-ai\ndefaults: { membership: exact }\n';
  const live = (users: Readonly<Record<string, string>>): Snapshot =>
    snapshotOf([group(1, 'A', users)], members('ada', 'bob', 'kim', 'zoe'));

  it.each([
    [
      'somebody was added by hand',
      'groups:\n  A:\n    members:\n      ada: admin\n',
      { ada: 'admin', bob: 'read' },
      'groups:\n  A:\n    members:\n      ada: admin\n      bob: read\n',
    ],
    [
      'into nobody',
      'groups:\n  A:\n    members: {}\n',
      { zoe: 'admin', bob: 'read' },
      'groups:\n  A:\n    members:\n      zoe: admin\n      bob: read\n',
    ],
    [
      'several were added by hand to what stands on one line',
      'groups:\n  A:\n    members: {ada: admin,   zoe: read} # all\n',
      { ada: 'admin', bob: 'read', kim: 'write', zoe: 'read' },
      'groups:\n  A:\n    members: {ada: admin,   kim: write,   bob: read,   zoe: read} # all\n',
    ],
    [
      'somebody was removed by hand',
      'groups:\n  A:\n    members:\n      ada: admin\n      bob: read # b\n',
      { ada: 'admin' },
      'groups:\n  A:\n    members:\n      ada: admin\n',
    ],
    [
      'a role was changed by hand',
      'groups:\n  A:\n    members:\n      ada: { role: read, reason: x }\n',
      { ada: 'admin' },
      'groups:\n  A:\n    members:\n      ada: { role: admin, reason: x }\n',
    ],
    [
      'the role of a team is another',
      'teams:\n  t: { members: [ada] }\ngroups:\n  A:\n    teams: { t: read }\n',
      { ada: 'admin' },
      'teams:\n  t: { members: [ada] }\ngroups:\n  A:\n    teams: { t: read }\n    members:\n      ada: admin\n',
    ],
    [
      'somebody of a team is gone',
      'teams:\n  t: { members: [ada] }\ngroups:\n  A:\n    teams: { t: read }\n',
      {},
      'teams:\n  t: { members: [ada] }\ngroups:\n  A:\n    teams: { t: read }\n    members:\n      ada: absent\n',
    ],
    [
      'a decision stays',
      'groups:\n  A:\n    members:\n      ada: absent\n      bob: { role: read, expires: 2020-01-01 }\n',
      { ada: 'admin', bob: 'read' },
      'groups:\n  A:\n    members:\n      ada: absent\n      bob: { role: read, expires: 2020-01-01 }\n',
    ],
    [
      'a role that no file can give stays',
      'groups:\n  A:\n    members:\n      ada: read\n',
      { ada: 'custom' },
      'groups:\n  A:\n    members:\n      ada: read\n',
    ],
  ] as const)('%s', (_, body, users, expected) => {
    expect(adopted(exact + body, live(users))?.text).toBe(exact + expected);
  });

  it('of anybody, where all stand on one line', () => {
    const [anyUser, anyRole] = [
      fc.constantFrom('ada', 'bob', 'kim', 'zoe'),
      fc.constantFrom('read', 'admin'),
    ];
    const anyRoles = fc.dictionary(anyUser, anyRole, { minKeys: 1 });
    fc.assert(
      fc.property(anyRoles, anyRoles, fc.constantFrom(', ', ',  '), (said, now, comma) => {
        const entries = Object.entries(said).map(([user, role]) => `${user}: ${role}`);
        const text = `${exact}groups:\n  A:\n    members: {${entries.join(comma)}} # all\n`;
        const outcome = adopted(text, live(now));
        expect(outcome?.after.changes).toEqual([]);
        expect(outcome?.text).toMatch(/^ {4}members:.* # all$/m);
      }),
    );
  });

  it('protected members keep their entries when they are gone', () => {
    const text = `${exact}guards: { protected_members: [ada] }\ngroups:\n  A:\n    members: { ada: admin }\n`;
    const outcome = adopted(text, live({ ada: 'read' }));
    expect(outcome?.text).toBe(text);
    expect(outcome?.notAdopted.map(({ user, why }) => `${user}: ${why}`)).toEqual([
      'ada: guards.protected_members names this person, who has less now than the file says',
    ]);
    expect(linesOf(outcome?.after ?? { changes: [] })).toEqual(['~ A: ada read -> admin']);
  });

  it('members of an additive group only with all', () => {
    const text = 'version: 1\norganization: acme-ai\ngroups:\n  A:\n    members: { ada: admin }\n';
    const now = live({ ada: 'admin', bob: 'read', 'ci-bot': 'write' });
    expect(adopted(text, now)?.text).toBe(text);
    expect(adopted(text, now, true)?.text).toContain(
      'members: { ada: admin, ci-bot: { role: write, service_account: true }, bob: read }',
    );
  });
});
