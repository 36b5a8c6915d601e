import type { ChangeError } from '../../model/report.ts';
import { quoted } from '../../text/named.ts';
import type { Seen, TargetState } from './look.ts';
import type { Undone } from './step.ts';

/** A look at a group that showed nothing of it. */
export type Unseen = Exclude<TargetState, Seen>;

/** Why a change was not made by a call, in the Hub's words. */
export function errorOf({ status, message, requestId }: Undone): ChangeError {
  return { http_status: status, message, request_id: requestId };
}

/** The same, and what a look at the group after it said. */
export function andUnseen(error: ChangeError, state: Unseen): ChangeError {
  return and(error, unseen(state).message);
}

/** The same, for a change that may have been made all the same. */
export function inDoubt(error: ChangeError): ChangeError {
  const doubt = 'Whether it was done is not known.';
  return error.message.includes(doubt) ? error : and(error, doubt);
}

/** The same, for a change that was sent to no effect and is not sent again. */
export function notAgain(error: ChangeError): ChangeError {
  return and(error, 'It was not tried again.');
}

function and(error: ChangeError, sentence: string): ChangeError {
  const end = /[.!?…]$/u.test(error.message) ? '' : '.';
  return { ...error, message: `${error.message}${end} ${sentence}` };
}

/** Why a change is not made that somebody else has made impossible, with the answer to the last try if there was one. */
export function conflictError(message: string, last: ChangeError | null): ChangeError {
  return { http_status: last?.http_status ?? null, message, request_id: last?.request_id ?? null };
}

/** Why a group that could not be seen is left alone. */
export function unseen(state: Unseen): ChangeError {
  const group = state.group === undefined ? 'The group' : `The group ${quoted(state.group)}`;
  const message =
    state.kind === 'gone'
      ? `${group} is not there any more, or the token may not see it.`
      : `${group} could not be read: ${state.message}`;
  return { http_status: state.kind === 'gone' ? 404 : null, message, request_id: null };
}
