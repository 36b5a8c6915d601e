import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { ErrorCode } from './model/error-code.ts';

/**
 * An error that a user can do something about. Everything that is not one of these is a fault of the program and is
 * reported as such.
 */
export class KnownError extends Error {
  override readonly name: string = 'KnownError';
  readonly code: ErrorCode;
  /** What to do about it, a sentence; `null` when the message says it all. */
  readonly hint: string | null;
  /** Plain data for `{"error": {"details"}}`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string | null; details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? null;
    this.details = options.details ?? {};
  }
}

/** The configuration is wrong; `diagnostics` has every place where, never only the first. */
export class ConfigError extends KnownError {
  override readonly name = 'ConfigError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('config-invalid', summaryOf(diagnostics.filter(({ severity }) => severity === 'error')));
    this.diagnostics = diagnostics;
  }
}

function summaryOf(errors: readonly Diagnostic[]): string {
  // It is the command line that is wrong then, and not a file.
  if (errors.every(({ code }) => code === 'unknown-group'))
    return errors.length === 1
      ? '--group names a group that the configuration does not declare'
      : `--group names ${errors.length} groups that the configuration does not declare`;
  return errors.length === 1
    ? '1 error in the configuration'
    : `${errors.length} errors in the configuration`;
}

/** The Hub could not be reached, refused, or answered what cannot be read. */
export class HubError extends KnownError {
  override readonly name = 'HubError';
  /** The HTTP status, `null` when no answer came. */
  readonly status: number | null;
  /** The Hub's `X-Request-Id`, for its support; `null` when it sent none. */
  readonly requestId: string | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      /** `METHOD /path`, without the query, so that no e-mail address is repeated. */
      request: string;
      status?: number | null;
      requestId?: string | null;
      hint?: string | null;
      cause?: unknown;
    },
  ) {
    super(code, message, {
      hint: options.hint ?? null,
      cause: options.cause,
      details: {
        request: options.request,
        http_status: options.status ?? null,
        request_id: options.requestId ?? null,
      },
    });
    this.status = options.status ?? null;
    this.requestId = options.requestId ?? null;
  }
}
