import { expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Answer } from '../../src/run/apply-audience.ts';
import { ApplyRun, type ApplySettings } from '../../src/run/apply-run.ts';
import { connect, endpointOf } from '../../src/run/connect.ts';
import { openConsole } from '../../src/run/console.ts';
import { defaultBatchSize, defaultConcurrency, defaultFile, defaultTimeout } from '../../src/run/defaults.ts';
import { desiredOf } from '../../src/run/desired.ts';
import { guardedIo } from '../../src/run/guarded.ts';
import { watchSignals } from '../../src/run/interrupt.ts';
import { withHub } from '../../src/run/with-hub.ts';
import { dayOf } from '../../src/text/date.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { files, scene } from '../cli/support/scene.ts';
import { terminal } from '../cli/support/terminal.ts';

/** Applies with an audience of the test, and tells what it was shown, in order. */
async function applied(answer: Answer, settings: Partial<ApplySettings> = {}) {
  const { folder, hub, writes } = await scene(files.three);
  const at = terminal({ folder, env: { HF_ENDPOINT: hub.url, HF_TOKEN: hub.token } });
  const io = guardedIo(at.io);
  const console = openConsole(io, { color: false });
  const interruption = watchSignals(io, console);
  const sources = { files: [new SourceFile(defaultFile, files.three)], unreadable: [], people: null };
  const desired = desiredOf(sources, [defaultFile], dayOf(io.now()));
  const seen: string[] = [];
  const counts = ({ changes }: Plan): string => `${changes.length} changes`;
  const audience = {
    show: (plan: Plan, asks: boolean) => void seen.push(`${counts(plan)}${asks ? ', to be approved' : ''}`),
    ask: async (plan: Plan): Promise<Answer> => {
      seen.push(`asked about ${counts(plan)}`);
      return answer;
    },
    begin: (total: number) => {
      seen.push(`makes ${total}`);
      return { update: () => {}, stop: () => void seen.push('made') };
    },
  };
  const options = { concurrency: defaultConcurrency, timeout: defaultTimeout };
  const report = await withHub(
    () => connect(io, console, options, {}),
    (opened) =>
      new ApplyRun({
        io,
        console,
        audience,
        settings: {
          selection: null,
          waive: [],
          digest: null,
          autoApprove: false,
          batchSize: defaultBatchSize,
          concurrency: defaultConcurrency,
          ...settings,
        },
        hub: opened,
        interruption,
        endpoint: endpointOf(io, {}),
      }).fresh(desired),
  );
  return { report, seen, writes: writes().length, printed: at.stdout.text + at.stderr.text };
}

const asked = ['3 changes, to be approved', 'asked about 3 changes'];

it.each<[Answer, object, number, readonly string[]]>([
  ['yes', { result: 'applied', refusal: null }, 3, [...asked, 'makes 3', 'made']],
  ['no', { result: 'refused', refusal: { code: 'not-approved' } }, 0, asked],
  ['cannot-ask', { result: 'refused', refusal: { code: 'not-approved' } }, 0, asked],
  ['interrupted', { result: 'interrupted', summary: { not_attempted: 3 } }, 0, asked],
])(
  'an apply whose audience says %s gives a report, and prints nothing',
  async (answer, report, writes, seen) => {
    expect(await applied(answer)).toMatchObject({ report, writes, seen, printed: '' });
  },
);

it('asks nobody about what is approved already', async () => {
  const { report, seen } = await applied('no', { autoApprove: true });
  expect(report.result).toBe('applied');
  expect(seen).toEqual(['3 changes', 'makes 3', 'made']);
});
