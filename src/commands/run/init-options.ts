import type { ActionReference } from '../../init/action-reference.ts';
import type { CommonOptions } from '../../run/console.ts';

/** The words of `hf-groups init`. */
export interface InitOptions extends CommonOptions {
  readonly organization?: readonly string[];
  readonly branch?: string;
  /** A path within the repository, with `/`. */
  readonly file: string;
  /** `true` where it is to be asked for. */
  readonly action?: ActionReference | true;
  readonly adoptDrift?: true;
  readonly import?: true;
  /** `false` after `--no-dependabot`. */
  readonly dependabot: boolean;
  readonly dryRun?: true;
  /** What is to be printed in place of anything being written. */
  readonly print?: 'setup';
  readonly format: 'text' | 'json';
}
