import type { MembershipMode } from '../../config/declaration.ts';
import type { HubOptions } from '../../run/connect.ts';
import type { CommonOptions } from '../../run/console.ts';
import type { EditOptions } from '../options.ts';

/** The words of `hf-groups import`. */
export interface ImportOptions extends CommonOptions, EditOptions, HubOptions {
  readonly update?: true;
  readonly group?: readonly string[];
  readonly mode: MembershipMode;
  readonly people: 'username' | 'email';
  readonly all?: true;
  readonly live?: string;
  readonly out?: string;
  readonly split?: string;
}
