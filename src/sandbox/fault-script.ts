import type { Lie } from './lie.ts';

/** What goes wrong with some requests; `schemas/faults.schema.json` is its source. */
export interface FaultRule {
  readonly when?: {
    readonly method?: string;
    readonly path?: string;
    readonly nth?: number | readonly number[];
    readonly every?: number;
    readonly times?: number;
  };
  readonly do: Fault;
}

/** What happens to a request that a rule takes. */
export interface Fault {
  readonly status?: number;
  readonly after_effect?: boolean;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: unknown;
  readonly content_type?: string;
  readonly delay_ms?: number;
  readonly reset?: 'before' | 'after';
  /** Bytes. */
  readonly cut_body?: number;
  readonly lie?: Lie;
}

/** The rules in their order; the first that fires is taken. */
export type FaultScript = readonly FaultRule[];
