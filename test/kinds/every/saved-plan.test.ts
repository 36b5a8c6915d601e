import { describe, expect, it } from 'vitest';
import { recheck } from '../../../src/apply/recheck.ts';
import { savedRefusal } from '../../../src/apply/refusal.ts';
import { liveOf } from '../../../src/live/live.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { digestOf } from '../../../src/plan/digest.ts';
import { claimedPlan, contradictionIn, derivedPlan } from '../../../src/plan/saved-plan.ts';
import { createPalette } from '../../../src/render/palette.ts';
import { renderPlanHtml } from '../../../src/render/plan-html.ts';
import { renderPlanMarkdown } from '../../../src/render/plan-markdown.ts';
import { renderPlanText } from '../../../src/render/plan-text.ts';
import type { Directory } from '../../../src/sandbox/directory.ts';
import { planIn, reportIn } from '../../cli/support/documents.ts';
import { scene } from '../../cli/support/scene.ts';
import type { Sample } from '../../support/every-kind/sample.ts';
import { everySeed, everySnapshot, rows, samples, together, waived } from '../../support/every-kind/table.ts';
import { planOf, today } from '../../support/planning.ts';

const endpoint = 'https://huggingface.co';

/** What becomes of a plan that was saved, by what is live when it is applied. */
function judged(saved: Plan, happened?: (directory: Directory) => void): string {
  try {
    planIn(JSON.stringify(saved));
  } catch {
    return 'no plan';
  }
  if (contradictionIn(saved) !== null) return 'no plan';
  const refusal = savedRefusal(saved, { digest: null, endpoint, organization: null });
  if (refusal !== null) return refusal.code;
  const { already, differences } = recheck(saved.changes, liveOf(everySnapshot(happened)), today);
  if (differences.length > 0) return 'stale-plan';
  return already.size > 0 ? 'already' : 'made';
}

const planned = (sample: Sample): Plan => planOf(together([sample.after]), everySnapshot());

/** The plan with its change otherwise, and a digest that fits: whoever edits the file may know how one is made. */
function edited(plan: Plan, fields: Readonly<Record<string, unknown>>): Plan {
  const changes = plan.changes.map((change) => ({ ...change, ...fields }));
  return { ...plan, changes, digest: digestOf(endpoint, plan.organization, changes) };
}

/** The same with its id behind the name of everything that has one. */
function withIds(data: Plan): Plan {
  return JSON.parse(JSON.stringify(data), (_key, value) =>
    typeof value?.id === 'string' && typeof value?.name === 'string'
      ? { ...value, name: `${value.name} (${value.id})` }
      : value,
  );
}

const palette = createPalette(false);

describe('a saved plan', () => {
  it.each([...rows.map(([title, sample]) => [title, [sample]] as const), ['all of them', samples] as const])(
    '%s: is shown in the words of the plan, but for ids, its file and one warning',
    (_, chosen) => {
      const plan = planOf(together(chosen.map(({ after }) => after)), everySnapshot());
      const shown = claimedPlan(derivedPlan(plan, 50), 'p.json');
      expect(shown.warnings[0]?.code).toBe('saved-plan');
      const without = { ...shown, warnings: shown.warnings.slice(1) };
      const same: Plan = { ...withIds(plan), files: ['p.json'], people: [] };
      for (const verbose of [false, true]) {
        expect(renderPlanText(without, { palette, verbose })).toBe(
          renderPlanText(same, { palette, verbose }),
        );
        expect(renderPlanMarkdown(without, { verbose })).toBe(renderPlanMarkdown(same, { verbose }));
      }
      expect(renderPlanHtml(without)).toBe(renderPlanHtml(same));
    },
  );

  it.each(rows)('%s: is at least as destructive as it says', (_, sample) => {
    const plan = planned(sample);
    const forged: Plan = JSON.parse(JSON.stringify(plan), (key, value) => {
      if (key === 'private' || key === 'destructive') return typeof value === 'number' ? 0 : false;
      return key === 'audience' || key === 'loss' ? null : value;
    });
    const { changes, summary } = derivedPlan({ ...forged, summary: { ...plan.summary, destructive: 0 } }, 50);
    expect(changes.map(({ destructive }) => destructive)).toEqual(
      plan.changes.map(({ destructive }) => destructive),
    );
    expect(summary).toEqual(plan.summary);
  });

  it.each(rows)(
    '%s: is made while that thing is as it was, and stale when it was changed by hand',
    (_, sample) => {
      const plan = planned(sample);
      expect(judged(plan)).toBe('made');
      expect(judged(plan, sample.meanwhile)).toBe('stale-plan');
    },
  );

  it.each(rows)(
    '%s: is refused with another value, whether or not its digest was made to fit',
    (_, sample) => {
      const plan = planned(sample);
      const { other, wild } = sample.forged;
      const side = plan.changes[0]?.after === null ? 'before' : 'after';
      expect(judged({ ...edited(plan, { [side]: other }), digest: plan.digest })).toMatch(
        /^(?:other-digest|no plan)$/,
      );
      expect(judged({ ...edited(plan, { [side]: wild }), digest: plan.digest })).toMatch(
        /^(?:other-digest|no plan)$/,
      );
      // What was there before is compared with what is live.
      expect(judged(edited(plan, { before: other }))).toMatch(/^(?:stale-plan|no plan)$/);
      expect(judged(edited(plan, { [side]: wild }))).toMatch(
        side === 'after' ? /^no plan$/ : /^(?:stale-plan|no plan)$/,
      );
    },
  );

  it('of all of them is made by the program as it was saved, and once', async () => {
    const file = together(samples.map(({ after }) => after));
    const made = await scene(file, { seed: everySeed });
    const words = ['--format', 'json', '-q', ...waived.flatMap((guard) => ['--waive', guard])];
    await made.run(['plan', '-o', 'plan.json', '-q']);
    const plan: Plan = JSON.parse(made.read('plan.json'));
    expect(plan.changes).toHaveLength(samples.length);
    made.write('groups.yaml', 'not: [a configuration');

    made.write('forged.json', JSON.stringify({ ...plan, changes: plan.changes.slice(1) }));
    const forged = await made.run(['apply', 'forged.json', ...words]);
    expect({ code: forged.code, report: reportIn(forged.stdout) }).toMatchObject({
      code: 3,
      report: { refusal: { code: 'other-digest' } },
    });
    expect(made.writes()).toEqual([]);

    const applied = reportIn((await made.run(['apply', 'plan.json', ...words])).stdout);
    expect(applied).toMatchObject({ result: 'applied', summary: { applied: samples.length } });
    const sent = plan.calls.map(({ method, path }) => `${method} ${path}`);
    expect(made.writes().toSorted()).toEqual(sent.toSorted());

    const again = reportIn((await made.run(['apply', 'plan.json', ...words])).stdout);
    expect(again).toMatchObject({ result: 'nothing_to_do', summary: { already: samples.length }, calls: [] });
    made.write('groups.yaml', file);
    expect((await made.run(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it('of all of them names who sees a resource with --verbose, and on a page always, as the plan does', async () => {
    const made = await scene(together(samples.map(({ after }) => after)), { seed: everySeed });
    await made.run(['plan', '-o', 'plan.json', '-q']);
    for (const words of [['plan'], ['show', 'plan.json']]) {
      const told = async (...more: readonly string[]): Promise<boolean> =>
        /seen by (?:kim|lee|mia)/.test((await made.run([...words, ...more])).stdout);
      expect([
        await told(),
        await told('--verbose'),
        await told('--format', 'markdown'),
        await told('--format', 'markdown', '--verbose'),
        await told('--format', 'html'),
      ]).toEqual([false, true, false, true, true]);
    }
  });

  it('of all of them is stale by the program when all was changed by hand, and each difference is told', async () => {
    const made = await scene(together(samples.map(({ after }) => after)), { seed: everySeed });
    await made.run(['plan', '-o', 'plan.json', '-q']);
    for (const { meanwhile } of samples) made.hub.mutate(meanwhile);
    const { code, stdout } = await made.run(['apply', 'plan.json', '--format', 'json', '-q']);
    const report = reportIn(stdout);
    expect({ code, report }).toMatchObject({ code: 3, report: { refusal: { code: 'stale-plan' } } });
    expect(report['refusal']).toMatchObject({ differences: { length: samples.length } });
    expect(made.writes()).toEqual([]);
  });
});
