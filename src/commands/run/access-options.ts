import type { HubOptions } from '../../run/connect.ts';
import type { CommonOptions } from '../../run/console.ts';
import type { AccessFormat } from '../formats.ts';
import type { FileOptions } from '../options.ts';

/** The words of `hf-groups access`. */
export interface AccessOptions extends CommonOptions, FileOptions, HubOptions {
  readonly group?: readonly string[];
  readonly user?: string;
  readonly repo?: string;
  readonly live?: string;
  readonly compare?: string;
  readonly people?: string;
  readonly auditLog?: true;
  readonly format: AccessFormat;
  readonly bom?: true;
}
