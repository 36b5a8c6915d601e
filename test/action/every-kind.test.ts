import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { ReportedChange } from '../../src/model/report.ts';
import { changeId, splitIds } from '../../src/review/ids.ts';
import { parseMarker } from '../../src/review/marker.ts';
import { token } from '../cli/support/scene.ts';
import type { Declared, Sample } from '../support/every-kind/sample.ts';
import { everySeed, lineOf, samples, together, waived } from '../support/every-kind/table.ts';
import { nightly, type Ran, stage } from './stage.ts';

const seed = { ...everySeed, tokens: [{ token, name: 'ci', user: 'root', access: 'admin' as const }] };

/** A file that says what is live of everything. */
const now = (sample: Sample): Declared => sample.before ?? sample.unsaid;
const even = samples.filter((_, at) => at % 2 === 0);
const odd = samples.filter((_, at) => at % 2 === 1);

const linesOf = (list: readonly Sample[]) => list.map(({ line }) => line).toSorted();

/** The file with waivers for what guards refuse of exactly this plan. */
function waiving(file: string, digest: string | undefined): string {
  const waivers = waived.map((guard) => `  - { guard: ${guard}, digest: "${digest}", reason: agreed }\n`);
  return `${file}waivers:\n${waivers.join('')}`;
}

/** The plan of a run. */
const planOf = (ran: Ran): Plan => JSON.parse(JSON.stringify(ran.json('plan_path')));

function changesOf(ran: Ran): readonly ReportedChange[] {
  const { changes } = ran.json('report_path');
  return Array.isArray(changes) ? changes : [];
}

describe.each([
  ['one half', even, odd],
  ['the other half', odd, even],
])('what was reviewed, of every kind: %s', (_, asked, others) => {
  it('stands in the comment by its id, and alone is made', async () => {
    const { propose, edit, merge, push, run, comments } = await stage(together(samples.map(now)), { seed });
    const wanted = together([...asked.map(({ after }) => after), ...others.map(now)]);
    const proposed = propose(wanted);
    const { outputs } = await run('plan', proposed.event);
    edit(proposed, waiving(wanted, outputs['digest']));
    const planned = await run('plan', proposed.event);
    expect(planned).toMatchObject({ code: 0, outputs: { failure_reason: '' } });
    const plan = planOf(planned);
    expect(plan.changes.map(lineOf).toSorted()).toEqual(linesOf(asked));
    const [comment = ''] = comments(proposed.number);
    for (const { line } of asked) expect(comment).toContain(line[0]);
    const { destructive = null, changes = null } = parseMarker(comment) ?? {};
    expect(new Set([...splitIds(destructive), ...splitIds(changes)])).toEqual(
      new Set(plan.changes.map(changeId)),
    );

    merge(proposed);
    const everything = samples.map(({ after }) => after);
    const ran = await run('apply', push(waiving(together(everything), outputs['digest'])));
    expect(ran).toMatchObject({
      code: 4,
      outputs: { failure_reason: 'plan-changed', held_back: String(others.length) },
    });
    const reported = changesOf(ran);
    expect(
      reported
        .filter(({ status }) => status === 'applied')
        .map(lineOf)
        .toSorted(),
    ).toEqual(linesOf(asked));
    const held = reported.filter((change) => change.held_back === true);
    expect(held.map(lineOf).toSorted()).toEqual(linesOf(others));
    expect(new Set(held.map(({ status }) => status))).toEqual(new Set(['not_attempted']));
  });
});

describe('drift of every kind', () => {
  it('is found and named, and nothing is said where nothing differs', async () => {
    const { run, hub, github, writes } = await stage(together(samples.map(now)), { seed });
    expect(await run('drift', nightly)).toMatchObject({
      code: 0,
      outputs: { changes: 'false', comment_url: '' },
    });
    const issues = () => [...github.repository.issues.values()];
    expect(issues()).toEqual([]);
    const known = samples.filter(({ before }) => before !== null);
    for (const { meanwhile } of known) hub.mutate(meanwhile);
    const ran = await run('drift', nightly);
    const plan = planOf(ran);
    expect(plan.changes).toHaveLength(known.length);
    expect(new Set(plan.changes.map(({ kind }) => kind))).toEqual(
      new Set(['setting', 'membership', 'resource', 'organization_role']),
    );
    const [issue] = issues();
    for (const change of plan.changes) expect(issue?.body).toContain(lineOf(change)[0]);
    expect(writes()).toEqual([]);
  });

  it('is what is declared and was undone, too: groups that are gone, or there again', async () => {
    const { run, github, writes } = await stage(together(samples.map(({ after }) => after)), { seed });
    const ran = await run('drift', nightly);
    expect(planOf(ran).changes.map(lineOf).toSorted()).toEqual(linesOf(samples));
    const [issue] = [...github.repository.issues.values()];
    for (const { line } of samples) expect(issue?.body).toContain(line[0]);
    expect(writes()).toEqual([]);
  });
});

describe('a pull request of every kind from a fork', () => {
  it('shows each change in the summary of the job, and asks the Hub for nothing', async () => {
    const { propose, run, hub, github } = await stage(together(samples.map(now)), { seed });
    const { event } = propose(together(samples.map(({ after }) => after)), { from: 'fork' });
    const inputs = { 'hf-token': '', 'github-token': github.forkToken, 'signing-key': '' };
    const ran = await run('plan', { ...event, name: 'pull_request' }, { inputs });
    expect(ran).toMatchObject({ code: 0, outputs: { failure_reason: '' } });
    for (const { line } of samples) expect(ran.summary).toContain(line[0]);
    const shown = [...ran.summary.matchAll(/```diff\n(.*?)\n```/gs)].flatMap(([, block = '']) =>
      block.split('\n'),
    );
    expect(shown).toHaveLength(samples.length);
    expect(hub.log).toEqual([]);
  });
});
