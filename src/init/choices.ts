import type { ActionReference } from './action-reference.ts';

/** An organization and its configuration. */
export type Target = Pick<InitChoices, 'organization' | 'file'>;

/** Every organization, that of the choices first. */
export function targetsOf({
  organization,
  file,
  others = [],
}: Pick<InitChoices, 'organization' | 'file' | 'others'>): readonly Target[] {
  return [{ organization, file }, ...others];
}

/** What the written files depend on. */
export interface InitChoices {
  /** The organization's name on the Hub. */
  readonly organization: string;
  /** The default branch of the repository. */
  readonly branch: string;
  /** The configuration, a file or a folder, relative to the root of the repository, with `/`. */
  readonly file: string;
  readonly action: ActionReference;
  /** Further organizations, each with a configuration of its own: then every job is one for each of them. */
  readonly others?: readonly Target[];
  /** Whether a job brings into the files what somebody has clicked, in a pull request. */
  readonly adoptDrift: boolean;
}
