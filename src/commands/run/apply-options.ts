import type { GuardName } from '../../model/plan.ts';
import type { HubOptions } from '../../run/connect.ts';
import type { CommonOptions } from '../../run/console.ts';
import type { PlanFormat } from '../formats.ts';
import type { FileOptions } from '../options.ts';

/** The words of `hf-groups apply`. */
export interface ApplyOptions extends CommonOptions, FileOptions, HubOptions {
  readonly group?: readonly string[];
  readonly format: PlanFormat;
  readonly autoApprove?: true;
  readonly digest?: string;
  readonly batchSize: number;
  readonly report?: string;
  readonly waive?: readonly GuardName[];
}
