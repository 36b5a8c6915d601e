import type { Configuration } from '../../config/declaration.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { EditResult } from '../result.ts';
import type { AdoptedChange, NotAdopted } from './wish.ts';

/** A configuration and the texts that it was read from. */
export interface Declared {
  readonly configuration: Configuration;
  readonly sources: readonly SourceFile[];
}

/** What the files become so that they say what is live, and what stays different. */
export interface Adoption {
  readonly result: EditResult;
  /** The differences that are none any more: `before` is what is live, `after` what was declared. */
  readonly adopted: readonly AdoptedChange[];
  readonly notAdopted: readonly NotAdopted[];
}
