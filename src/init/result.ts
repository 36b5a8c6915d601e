import type { InitChoices } from './choices.ts';
import type { Step } from './left-to-do.ts';

/**
 * What became of a file: `written`; `would_write` in a dry run; `identical`, it is there as it would be written; `kept`,
 * somebody's own is there: a configuration of the same organization, a schema, what Dependabot does.
 */
export type FileStatus = 'written' | 'would_write' | 'identical' | 'kept';

export interface FileResult {
  readonly path: string;
  readonly status: FileStatus;
  /** What was, or would be, written. */
  readonly text: string;
}

/** What `hf-groups init` did and left. */
export interface InitResult {
  readonly choices: InitChoices;
  readonly dryRun: boolean;
  /** Whether the workflow names an action that does not exist yet. */
  readonly placeholder: boolean;
  readonly files: readonly FileResult[];
  /** Sentences about what looks odd. */
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
}
