import type { Configuration } from '../config/declaration.ts';
import type { Probed } from '../hub/probed.ts';
import type { Route } from '../hub/route.ts';

/** Something that could not be found out, in the words of the error. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly message: string;
  readonly hint: string | null;
}

/** The files of the configuration. */
export type FilesFact =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'valid';
      readonly names: readonly string[];
      readonly configuration: Configuration;
      readonly warnings: number;
    }
  | { readonly kind: 'invalid'; readonly names: readonly string[]; readonly errors: number }
  | Trouble;

/** A value and where it was found, such as `HF_TOKEN` or a path. */
export interface Found {
  readonly kind: 'found';
  readonly from: string;
}

/** What is read of the Hub, by a name of its own. */
export const probeNames = ['me', 'groups', 'members', 'services', 'repositories', 'usage'] as const;
export type ProbeName = (typeof probeNames)[number];

/** What was read, before any of it is judged. Plain data: checks ask nothing more. */
export interface Facts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly toolVersion: string;
  /** Of Node.js, without a `v`. */
  readonly node: string;
  /** The organization to look at; `null` where nothing names one. */
  readonly organization: string | null;
  readonly files: FilesFact;
  readonly token: Found | Trouble;
  readonly endpoint: (Found & { readonly url: string }) | Trouble;
  readonly route: Route | Trouble | null;
  readonly certificates: {
    /** What `NODE_EXTRA_CA_CERTS` names; `null` when it is not set. */
    readonly file: string | null;
    readonly readable: boolean;
    /** Whether `NODE_TLS_REJECT_UNAUTHORIZED` switches verification off. */
    readonly unverified: boolean;
  };
  /** What came of each question; nothing for one that was not asked. */
  readonly answers: Readonly<Partial<Record<ProbeName, Probed>>>;
  /** The calls that a run needs, each list taken for one page; `null` where that cannot be said. */
  readonly calls: { readonly reads: number; readonly writes: number | null } | null;
}
