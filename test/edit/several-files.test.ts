import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/declaration.ts';
import { adopt } from '../../src/edit/adopt/adopt.ts';
import { wishesOf } from '../../src/edit/adopt/wishes.ts';
import { factsOf } from '../../src/edit/facts.ts';
import { grant } from '../../src/edit/grant.ts';
import { applied, type EditResult } from '../../src/edit/result.ts';
import { revoke } from '../../src/edit/revoke.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { liveOf } from '../../src/live/live.ts';
import { targetKey } from '../../src/model/change.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { anyCaseOfPlanning, type Case, yamlOf } from '../support/organizations.ts';
import { today, tryPlan } from '../support/planning.ts';
import { spread } from './spread.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) };

function load(files: readonly SourceFile[]): Configuration {
  const loaded = loadChecked(files, ['.']);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded.configuration;
}

/** The files afterwards. */
function made(files: readonly SourceFile[], result: EditResult): readonly SourceFile[] {
  if (result.kind === 'stuck') throw new Error(result.places.map(({ why }) => why).join('\n'));
  return applied(files, result);
}

const textsOf = (files: readonly SourceFile[]): readonly string[] => files.map(({ text }) => text);

describe('over several files and folders', () => {
  it('a grant changes the files of its groups alone, once, and revoking gives each back byte by byte', () => {
    fc.assert(
      fc.property(
        anyCaseOfPlanning,
        fc.nat(),
        fc.constantFrom('read', 'admin'),
        ({ declaration }, seed, role) => {
          const files = spread(declaration, seed);
          const configuration = load(files);
          const groups = configuration.groups.filter(
            ({ membership, mode }) => mode.value === 'exact' && (membership?.members.length ?? 0) > 0,
          );
          const asked = { user: 'newcomer', role, until: null, reason: null, groups } as const;
          const after = made(files, grant(configuration, files, asked));
          const changed = after.filter(({ text }, index) => text !== files[index]?.text);
          expect(new Set(changed.map(({ path }) => path))).toEqual(
            new Set(groups.map(({ place }) => place.file.path)),
          );
          for (const { path, text } of after) {
            const here = groups.filter(({ place }) => place.file.path === path);
            expect(text.match(/newcomer/g)?.length ?? 0).toBe(here.length);
          }
          const again = load(after);
          const same = again.groups.filter(({ name }) => groups.some((one) => one.name === name));
          expect(grant(again, after, { ...asked, groups: same })).toEqual({ kind: 'edited', files: [] });
          const undone = revoke(again, after, { keys: new Set(['newcomer']), groups: null });
          expect(textsOf(made(after, undone))).toEqual(textsOf(files));
        },
      ),
      runs,
    );
  });

  it('revoking somebody who is there leaves nothing that gives them a role, and is the same twice', () => {
    fc.assert(
      fc.property(
        anyCaseOfPlanning,
        fc.nat(),
        fc.constantFrom('ada', 'kim', 'zed'),
        ({ declaration }, seed, user) => {
          const files = spread(declaration, seed);
          const keys = new Set([user]);
          const after = made(files, revoke(load(files), files, { keys, groups: null }));
          const { groups, teams } = load(after);
          for (const { everybody } of teams.values())
            expect(everybody.map(({ key }) => key)).not.toContain(user);
          for (const { membership } of groups)
            for (const { person, role } of membership?.members ?? [])
              if (person.key === user) expect(role).toBeNull();
          expect(revoke(load(after), after, { keys, groups: null })).toEqual({ kind: 'edited', files: [] });
        },
      ),
      runs,
    );
  });

  it('what is adopted is no change any more, and says the same as in one file', () => {
    fc.assert(
      fc.property(anyCaseOfPlanning, fc.nat(), fc.boolean(), (one, seed, all) => {
        const files = spread(one.declaration, seed);
        const outcome = adopted(files, one.snapshot, all);
        if (outcome === null) return;
        const { after, left } = outcome;
        const planned = tryPlan(load(after), one.snapshot);
        if (!planned.ok) throw new Error('it fitted the organization before');
        for (const change of planned.plan.changes)
          if (change.kind === 'membership')
            expect(left).toContain(`${targetKey(change.group)} ${change.user}`);
        expect(textsOf(adopted(after, one.snapshot, all)?.after ?? [])).toEqual(textsOf(after));
        const together = adopted([new SourceFile('one.yaml', yamlOf(one.declaration))], one.snapshot, all);
        expect(saidBy(after)).toEqual(saidBy(together?.after ?? []));
      }),
      runs,
    );
  });
});

/** What is declared, in no order. */
function saidBy(files: readonly SourceFile[]): readonly string[] {
  return [...factsOf(load(files))].map(([name, fact]) => `${name} ${fact}`).toSorted();
}

function adopted(
  files: readonly SourceFile[],
  snapshot: Case['snapshot'],
  all: boolean,
): { readonly after: readonly SourceFile[]; readonly left: ReadonlySet<string> } | null {
  const configuration = load(files);
  const planned = tryPlan(configuration, snapshot);
  if (!planned.ok) return null;
  const live = liveOf(snapshot);
  const { wishes, notAdopted } = wishesOf({ configuration, live, plan: planned.plan, today, all });
  const left = new Set(notAdopted.map(({ group, user }) => `${targetKey(group)} ${user}`));
  const result = adopt(configuration, files, wishes);
  // A file is rewritten only where something of it is to be said otherwise.
  if (result.kind === 'edited') {
    const wanted = new Set(wishes.map(({ group }) => group));
    const touched = configuration.groups.filter(({ name }) => wanted.has(name));
    const allowed = touched.map(({ place }) => place.file.path);
    for (const { file } of result.files) expect(allowed).toContain(file.path);
  }
  return { after: made(files, result), left };
}
