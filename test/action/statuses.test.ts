import { describe, expect, it } from 'vitest';
import { withApplyStatus } from '../../src/action/apply-status.ts';
import type { Ending } from '../../src/action/ending.ts';
import { type StatusContext, withPlanStatus } from '../../src/action/statuses.ts';
import { KnownError } from '../../src/errors.ts';
import { GitHubError } from '../../src/github/error.ts';
import type { Report } from '../../src/model/report.ts';
import { change, group, report, reported } from '../render/builders.ts';

const [head, merge, other] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];
const evaluation = group('Evaluation');
const [one, two] = [change(evaluation, 'ada', null, 'read'), change(evaluation, 'bob', 'read', null)];
const well: Ending = { exit: 0, reason: '' };
const badly: Ending = { exit: 3, reason: 'refused' };
const request = 'POST /repos/acme/access/statuses';
const lost = new GitHubError('github-unavailable', 'GitHub cannot be reached', { request });
const forbidden = new GitHubError('github-refused', 'GitHub refused', { request, status: 403 });
const unknown = new GitHubError('github-refused', 'No such commit', { request, status: 422 });

/** What is said of commits; the writes that are numbered fail. */
function writing(faults: Readonly<Record<number, Error>> = {}) {
  const said: string[] = [];
  const remarks: string[] = [];
  let writes = 0;
  const context: StatusContext = {
    github: {
      createStatus: (commit, { state, context: name, description, url }) => {
        const fault = faults[++writes];
        if (fault !== undefined) return Promise.reject(fault);
        said.push(`${commit[0]} ${state} ${name} ${url}: ${description}`);
        return Promise.resolve();
      },
    },
    inputs: { files: ['groups.yaml'] },
    event: { runUrl: 'https://run' },
    remark: (level, title, message) => remarks.push(`${level} ${title}: ${message}`),
  };
  return { context, said, remarks };
}

describe('the status of an apply', () => {
  const merges = { since: other, reviews: [{ pullRequest: { mergeCommit: merge } }] };
  const applied = report({ changes: [reported(one, 'applied')] });
  const line = (letter: string, state: string, words: string) =>
    `${letter} ${state} hf-groups / apply https://run: ${words}`;

  it('is there before anything is sent, and of each merge whose plan was made', async () => {
    const { context, said } = writing();
    const reviews = [...merges.reviews, { pullRequest: { mergeCommit: null } }, ...merges.reviews];
    const work = () => {
      expect(said).toEqual([line('a', 'pending', 'Applying')]);
      return Promise.resolve({ report: applied, ending: well });
    };
    expect(await withApplyStatus(context, head, { since: null, reviews }, true, work)).toEqual(well);
    expect(said.slice(1)).toEqual([line('a', 'success', '1 made'), line('b', 'success', '1 made')]);
  });

  it.each<[string, Report, readonly string[]]>([
    [
      'refused',
      report({ result: 'refused', refusal: { code: 'stale-plan', message: 'Stale', differences: [] } }),
      ['a failure'],
    ],
    [
      'interrupted with nothing left',
      report({ result: 'interrupted', changes: [reported(one, 'applied')] }),
      ['a failure'],
    ],
    ['failed before it began', report({ result: 'failed' }), ['a failure']],
    [
      'with a change that failed',
      report({ result: 'partial', changes: [reported(one, 'failed')] }),
      ['a failure'],
    ],
    [
      'with one that was not attempted',
      report({ result: 'partial', changes: [reported(one, 'applied'), reported(two, 'not_attempted')] }),
      ['a failure'],
    ],
    [
      'with one that is held back, since nobody reviewed it',
      report({
        result: 'partial',
        changes: [reported(one, 'applied'), { ...reported(two, 'not_attempted'), held_back: true }],
      }),
      ['a success', 'b success'],
    ],
    [
      'with one that is so already',
      report({ changes: [reported(one, 'already')] }),
      ['a success', 'b success'],
    ],
    ['with nothing to do', report({ result: 'nothing_to_do' }), ['a success', 'b success']],
  ])('says what was reviewed and made, of a run %s', async (_, of, states) => {
    const { context, said } = writing();
    await withApplyStatus(context, head, merges, false, () => Promise.resolve({ report: of, ending: well }));
    expect(said.map((text) => text.split(' ', 2).join(' '))).toEqual(states);
  });

  it.each<[string, string | null, Report, number]>([
    ['that has said so already', head, report({ result: 'nothing_to_do' }), 0],
    ['of which nothing is known', null, report({ result: 'nothing_to_do' }), 1],
    ['after another', other, report({ result: 'nothing_to_do' }), 1],
    ['that ends otherwise now', head, report({ result: 'failed' }), 1],
  ])('is not written again for a commit %s', async (_, since, of, writes) => {
    const { context, said } = writing();
    const work = () => Promise.resolve({ report: of, ending: well });
    await withApplyStatus(context, head, { since, reviews: [] }, false, work);
    expect(said).toHaveLength(writes);
  });

  it('is written where something was sent, also for a commit that has said so', async () => {
    const { context, said } = writing();
    const work = () => Promise.resolve({ report: applied, ending: well });
    await withApplyStatus(context, head, { since: head, reviews: [] }, true, work);
    expect(said).toHaveLength(2);
  });

  it('is tried twice where GitHub cannot be reached', async () => {
    const { context, said, remarks } = writing({ 1: lost });
    const work = () => Promise.resolve({ report: applied, ending: well });
    expect(await withApplyStatus(context, head, { since: null, reviews: [] }, false, work)).toEqual(well);
    expect([said.length, remarks]).toEqual([1, []]);
  });

  it.each<[string, Readonly<Record<number, Error>>, Ending, Ending]>([
    ['not reached twice', { 1: lost, 2: lost }, well, { exit: 4, reason: 'partial' }],
    ['refused', { 1: forbidden }, well, { exit: 4, reason: 'partial' }],
    ['refused, of a run that ended badly', { 1: forbidden }, badly, badly],
  ])('is an error of the run where it is %s', async (_, faults, ending, expected) => {
    const { context, said, remarks } = writing(faults);
    const work = () => Promise.resolve({ report: applied, ending });
    expect(await withApplyStatus(context, head, { since: null, reviews: [] }, false, work)).toEqual(expected);
    expect(said).toEqual([]);
    expect(remarks).toEqual([
      expect.stringMatching(
        /^error No status: The status hf-groups \/ apply cannot be written, .* Run the job again\.$/,
      ),
    ]);
  });

  it('lets nothing be sent where it cannot be written before, and a fault of the program through', async () => {
    const { context } = writing({ 1: lost });
    const never = () => Promise.reject(new Error('sent'));
    await expect(withApplyStatus(context, head, merges, true, never)).rejects.toBe(lost);
    const fault = new TypeError('x');
    const work = () => Promise.resolve({ report: applied, ending: well });
    await expect(withApplyStatus(writing({ 1: fault }).context, head, merges, false, work)).rejects.toBe(
      fault,
    );
  });
});

describe('the status of a plan', () => {
  const line = (state: string, words: string) => `a ${state} hf-groups / plan https://run: ${words}`;

  it.each<[string, Ending, string]>([
    ['well', well, 'success'],
    ['refused', badly, 'failure'],
  ])('is pending, then what came of it: %s', async (_, ending, state) => {
    const { context, said } = writing();
    const work = () => {
      expect(said).toEqual([line('pending', 'Planning')]);
      return Promise.resolve({ ending, words: '2 to add' });
    };
    expect(await withPlanStatus(context, head, work)).toEqual(ending);
    expect(said.slice(1)).toEqual([line(state, '2 to add')]);
  });

  it.each<[string, Error, string]>([
    ['an error', new KnownError('hub-not-found', 'No such organization'), 'No such organization'],
    ['a fault, of which GitHub hears nothing more', new TypeError('hf_secret'), 'A fault of hf-groups'],
  ])('says that there is none after %s', async (_, error, words) => {
    const { context, said } = writing();
    await expect(withPlanStatus(context, head, () => Promise.reject(error))).rejects.toBe(error);
    expect(said.slice(1)).toEqual([line('error', words)]);
    const silent = writing({ 2: lost });
    await expect(withPlanStatus(silent.context, head, () => Promise.reject(error))).rejects.toBe(error);
  });

  it.each<[Readonly<Record<number, Error>>, number, number]>([
    [{ 1: forbidden, 2: forbidden }, 0, 1],
    [{ 1: forbidden }, 1, 0],
    [{ 2: forbidden }, 1, 1],
  ])('is a remark where the token may not write what came of it: %#', async (faults, writes, told) => {
    const { context, said, remarks } = writing(faults);
    const work = () => Promise.resolve({ ending: well, words: 'No changes' });
    expect(await withPlanStatus(context, head, work)).toEqual(well);
    expect(said).toHaveLength(writes);
    expect(remarks).toEqual(
      Array(told).fill('notice No status: GitHub refused. The job needs `statuses: write`.'),
    );
  });

  it.each([lost, unknown])('is an error where it cannot be written otherwise: %s', async (fault) => {
    const work = () => Promise.resolve({ ending: well, words: 'No changes' });
    await expect(withPlanStatus(writing({ 1: fault }).context, head, work)).rejects.toBe(fault);
  });
});
