import { doctorMarkdown, doctorText, fails } from '../doctor/render.ts';
import { KnownError } from '../errors.ts';
import { defaultTimeout } from '../run/defaults.ts';
import { filesFactOf, runDoctor } from '../run/doctor.ts';
import { exitCodes } from '../run/io.ts';
import { shownName } from '../text/shown.ts';
import { newestOf } from './commits.ts';
import type { Context } from './context.ts';
import { type Ending, wellDone } from './ending.ts';
import { readDesired } from './files.ts';

/**
 * Looks whether everything is there that a run with this token needs, by the files of the default branch. Changes
 * nothing, on GitHub neither.
 *
 * @throws KnownError `usage`; GitHubError
 */
export async function doctorCommand(context: Context): Promise<Ending> {
  const { event, inputs, io, console, interruption } = context;
  if (event.name !== 'workflow_dispatch' && event.name !== 'schedule')
    throw new KnownError('usage', `\`doctor\` does not run on ${shownName(event.name)}`, {
      hint: 'Run it on `workflow_dispatch` or on `schedule`.',
    });
  const { commit } = await newestOf(context);
  const examination = await runDoctor(io, console, {
    organization: null,
    files: await filesFactOf(inputs.files, () => readDesired(context, commit)),
    options: { concurrency: inputs.concurrency, timeout: defaultTimeout },
    signal: interruption.hard,
  });
  io.stdout.write(doctorText(examination, console.palette));
  await context.summarize(() => doctorMarkdown(examination));
  return fails(examination) ? { exit: exitCodes.error, reason: reasonOf(examination) } : wellDone;
}

/** Files in error are the repository's; all else is between the token and the Hub. */
function reasonOf({ findings }: Parameters<typeof fails>[0]): Ending['reason'] {
  const failed = findings.filter(({ status }) => status === 'fail');
  return failed.every(({ code }) => code === 'files') ? 'config-invalid' : 'hub-error';
}
