import { KnownError } from '../errors.ts';

/** GitHub refused, could not be reached, or answered what cannot be read. */
export class GitHubError extends KnownError {
  override readonly name = 'GitHubError';
  /** The HTTP status, `null` when no answer came. */
  readonly status: number | null;

  constructor(
    code: 'github-refused' | 'github-unavailable',
    message: string,
    options: {
      /** `METHOD /path`, without the query. */
      request: string;
      status?: number | null;
      hint?: string | null;
      cause?: unknown;
    },
  ) {
    super(code, message, {
      hint: options.hint ?? null,
      cause: options.cause,
      details: { request: options.request, http_status: options.status ?? null },
    });
    this.status = options.status ?? null;
  }

  /** Whether GitHub says that the token may not do this, as that of a pull request from a fork. */
  get isForbidden(): boolean {
    return this.code === 'github-refused' && this.status === 403;
  }
}
