import { expect, it } from 'vitest';
import { Outputs, outputNames } from '../../src/action/outputs.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { change, group, plan, report, reported } from '../render/builders.ts';

const evaluation = group('Evaluation');
const planned = plan({ groups: [evaluation], changes: [change(evaluation, 'ada', null, 'read')] });

/** What the runner gets. */
function written(fill: (outputs: Outputs) => void): Readonly<Record<string, string>> {
  const outputs = new Outputs();
  fill(outputs);
  const values: Record<string, string> = {};
  outputs.write({
    setOutput: (name, value) => {
      values[name] = value;
    },
  });
  return values;
}

it('are all set, and empty for what a run did not come to know', () => {
  expect(written(() => {})).toEqual(Object.fromEntries(outputNames.map((name) => [name, ''])));
});

it('say what a plan would do', () => {
  const { digest } = planned;
  expect(written((outputs) => outputs.plan(planned))).toMatchObject({
    changes: 'true',
    to_add: '1',
    to_change: '0',
    to_remove: '0',
    blocked: '0',
    digest,
    result: '',
  });
});

it('count as blocked also whom the Hub blocked while the plan was made', () => {
  const made = report({
    groups: [evaluation],
    result: 'partial',
    changes: membershipsIn(planned.changes).map((one) => reported(one, 'failed')),
  });
  const summary = { ...made.summary, blocked: 2 };
  const values = written((outputs) => {
    outputs.plan(planned);
    outputs.report({ ...made, summary });
  });
  expect(values).toMatchObject({ blocked: '2', result: 'partial', to_add: '1' });
});
