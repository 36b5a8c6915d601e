import { KnownError } from '../../errors.ts';
import { type ActionReference, actionIn, placeholderAction } from '../../init/action-reference.ts';
import type { Io } from '../../run/io.ts';
import { version } from '../../run/version.ts';
import { askLine } from './ask.ts';

/**
 * The action that the workflow is to use: the one that is named, the answer to a question where only `--action` is
 * given, or the place holder, since this program does not know by which repository it was released.
 *
 * @throws KnownError `usage` when nobody can be asked, or the answer names no repository
 */
export async function actionOf(io: Io, given: ActionReference | true | undefined): Promise<ActionReference> {
  if (given === undefined) return placeholderAction;
  if (given !== true) return given;
  const question =
    'The repository on GitHub that this hf-groups was released from, as OWNER/hf-groups; with its commit, OWNER/hf-groups@SHA, it is pinned.';
  const answer = io.stdin.isTTY === true ? await askLine(io, question) : '';
  const found = actionIn(answer, version);
  if (found !== null) return found;
  throw new KnownError('usage', answer === '' ? 'No action is given' : `'${answer}' names no action`, {
    hint: 'Name it with --action OWNER/hf-groups@SHA, or leave --action out: then the workflow says at its top what is missing.',
  });
}
