import type { ActionReference } from './action-reference.ts';

/** What the written files depend on. */
export interface InitChoices {
  /** The organization's name on the Hub. */
  readonly organization: string;
  /** The default branch of the repository. */
  readonly branch: string;
  /** The configuration, a file or a folder, relative to the root of the repository, with `/`. */
  readonly file: string;
  readonly action: ActionReference;
  /** Whether a job brings into the files what somebody has clicked, in a pull request. */
  readonly adoptDrift: boolean;
}
