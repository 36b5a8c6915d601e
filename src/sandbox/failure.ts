/** A request that the Hub refuses. `code` stands in `X-Error-Code`, the message in the body and `X-Error-Message`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/**
 * The refusals. The texts for 401 and for a token that waits for approval are the Hub's own; the others are not
 * published, and say what the Hub's documentation says that they say.
 */
export const refuse = {
  credentials: () => new Failure(401, 'Unauthorized', 'Invalid credentials in Authorization header'),
  approval: () =>
    new Failure(
      403,
      'TokenPolicy',
      'Due to the organization token policy, your token needs to be approved by the organization before you can access this resource.',
    ),
  plan: () =>
    new Failure(
      402,
      'PaymentRequired',
      'This organization needs a Team plan or higher to use resource groups',
    ),
  host: () =>
    new Failure(403, 'Forbidden', 'The embedded Hub answers requests to 127.0.0.1 and localhost only'),
  permission: (what: string) => new Failure(403, 'Forbidden', `You do not have permission to ${what}`),
  limits: () =>
    new Failure(402, 'PaymentRequired', 'This organization needs an Enterprise plan to set spend limits'),
  others: (name: string) => new Failure(403, 'Forbidden', `${name} does not belong to this organization`),
  scim: () =>
    new Failure(
      403,
      'ScimManaged',
      'This resource group is managed by SCIM: its members can only be changed by the identity provider',
    ),
  users: (message: string) => new Failure(403, 'Forbidden', message),
  missing: (what: string) => new Failure(404, 'NotFound', `${what} not found`),
  path: (path: string) => new Failure(404, 'NotFound', `Nothing at ${path}`),
  method: (method: string, allowed: readonly string[]) =>
    new Failure(405, 'MethodNotAllowed', `${method} is not allowed here`, { Allow: allowed.join(', ') }),
  request: (message: string) => new Failure(400, 'BadRequest', message),
  size: () => new Failure(413, 'PayloadTooLarge', 'The request body is larger than 1 MiB'),
  rate: () => new Failure(429, 'RateLimited', 'You have exceeded your rate limit, try again later'),
} as const;

/** Text that may stand in a header: bytes outside printable ASCII become question marks. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, '?').slice(0, 2000);
}
