import type { WriteOutcome } from '../../../hub/types.ts';
import type { ChangeError } from '../../send.ts';
import type { GroupState, Seen } from './group-state.ts';

/** How a write went that was not plainly done. */
export type Undone = Exclude<WriteOutcome, { readonly kind: 'done' }>;
/** A write that may have been done, or not. */
export type Doubtful = Extract<WriteOutcome, { readonly kind: 'unknown' }>;
/** A look at a group that showed nothing of it. */
export type Unseen = Exclude<GroupState, Seen>;

/**
 * Why a change failed, in the Hub's words.
 *
 * @param state what a look at the group said after it, if it said nothing of the change
 */
export function errorOf(outcome: Undone, state?: Unseen): ChangeError {
  const doubt = outcome.kind === 'unknown' ? ' Whether it was done is not known.' : '';
  const after = state === undefined ? '' : `.${doubt} ${unseen(state).message}`;
  return {
    http_status: outcome.status,
    message: `${outcome.message}${after}`,
    request_id: outcome.requestId,
  };
}

/** Why a change is not made that somebody else has made impossible, with the answer to the last try if there was one. */
export function movedError(message: string, outcome: Undone | undefined): ChangeError {
  return { http_status: outcome?.status ?? null, message, request_id: outcome?.requestId ?? null };
}

/** Why a group that could not be seen is left alone. */
export function unseen(state: Unseen): ChangeError {
  const message =
    state.kind === 'gone'
      ? 'The group is not there any more, or the token may not see it.'
      : `The group could not be read: ${state.message}`;
  return { http_status: state.kind === 'gone' ? 404 : null, message, request_id: null };
}

/** Why a change that was sent, to no effect, was not sent again. */
export function notAgain(error: ChangeError): ChangeError {
  const message = `${error.message}. It was not done when the group was read, and was not tried again.`;
  return { ...error, message };
}
