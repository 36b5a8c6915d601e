import { KnownError } from '../errors.ts';
import { renderFileDiff } from '../render/file-diff.ts';
import {
  type ImportContext,
  type ImportNews,
  importBody,
  importTitle,
  settledBody,
} from '../review/import-body.ts';
import { adoptDrift } from '../run/adopt-drift.ts';
import { notEditable } from '../run/not-editable.ts';
import { takeSnapshot } from '../run/planning.ts';
import { withHub } from '../run/with-hub.ts';
import { shownName } from '../text/shown.ts';
import { newestOf } from './commits.ts';
import type { Context } from './context.ts';
import { type Ending, wellDone } from './ending.ts';
import { readDesired } from './files.ts';
import { proposedFiles } from './import-files.ts';
import { closeImport, keepImport } from './import-pull.ts';

/**
 * Brings what differs on the Hub into the files, on one branch and in one pull request. Writes nothing to the Hub, and
 * checks nothing out. What merging it changes is planned and reviewed as that of any other pull request.
 *
 * @throws KnownError `usage`, `not-editable`, `branch-foreign`; ConfigError; HubError; GitHubError
 */
export async function importCommand(context: Context): Promise<Ending> {
  const { github, inputs, outputs, event, io, console } = context;
  if (event.name !== 'schedule' && event.name !== 'workflow_dispatch')
    throw new KnownError('usage', `\`import\` does not run on ${shownName(event.name)}`, {
      hint: 'Run it on `schedule` or on `workflow_dispatch`.',
    });
  await refuseWorkflowToken(context);
  const newest = await newestOf(context);
  const desired = await readDesired(context, newest.commit);
  const { organization } = desired.configuration;
  const snapshot = await withHub(
    () => context.connect(),
    ({ reader }) => takeSnapshot(io, reader, desired.configuration),
  );
  const { result, adopted, notAdopted } = adoptDrift(io, desired, snapshot, { selection: null, all: null });
  if (result.kind === 'stuck') throw notEditable(result.places);
  const news: ImportNews = { organization, adopted, notAdopted };
  const about: ImportContext = { file: inputs.files, base: newest.commit, runUrl: event.runUrl };
  outputs.set('changes', String(result.files.length > 0));
  for (const { file, text } of result.files)
    io.stdout.write(renderFileDiff(file.path, file.text, text, console.palette));
  await context.summarize((limit) => importBody(news, about, limit));
  if (result.files.length === 0) {
    await closeImport(context, newest, settledBody(organization));
    return wellDone;
  }
  const files = await proposedFiles(github, newest.commit, inputs.files, result.files);
  const pullRequest = await keepImport(context, newest, organization, files, {
    title: importTitle(organization),
    runUrl: event.runUrl,
    say: (runUrl) => importBody(news, { ...about, runUrl }),
  });
  outputs.set('comment_url', pullRequest.url);
  return wellDone;
}

/** Nothing runs for what the workflow's own token makes, so its pull request would have no plan and no status. */
async function refuseWorkflowToken({ github }: Context): Promise<void> {
  if ((await github.self()) !== 'github-actions[bot]') return;
  throw new KnownError(
    'usage',
    'The token is the workflow’s own, and GitHub starts no workflow for a pull request that it opens: it would have no plan',
    {
      hint: 'Give the input `github-token` the token of a GitHub App with `contents: write` and `pull-requests: write`; `hf-groups init --adopt-drift` writes the job that makes one.',
    },
  );
}
