import type { Discussion } from '../github/github.ts';
import type { Context } from './context.ts';
import type { Inputs } from './inputs.ts';
import type { Outputs } from './outputs.ts';

/** What it takes of the context to comment on a pull request. */
export interface CommentContext extends Pick<Context, 'sealFor' | 'remark'> {
  readonly github: Discussion;
  readonly inputs: Pick<Inputs, 'files' | 'comment'>;
  readonly outputs: Pick<Outputs, 'set'>;
}
