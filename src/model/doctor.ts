/** Every check of `doctor`, in the order in which they are shown. A code never changes its meaning. */
export const checkCodes = [
  'node',
  'files',
  'token-source',
  'endpoint',
  'proxy',
  'certificates',
  'hub-answers',
  'clock',
  'token',
  'token-end',
  'token-permissions',
  'organization',
  'organization-plan',
  'organization-role',
  'security-restrictions',
  'groups-visible',
  'addresses-visible',
  'other-lists',
  'quota',
  'auto-join-exact',
  'scim',
  'sso-mapping',
  'answer-fields',
  'answer-values',
  'answer-headers',
] as const;
export type CheckCode = (typeof checkCodes)[number];

/** `unknown`: nothing that was read says it. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'unknown';

/** What one check found. */
export interface Finding {
  readonly code: CheckCode;
  readonly status: CheckStatus;
  /** What was found and what it means; may hold names. */
  readonly message: string;
  /** What to do; `null` when there is nothing. */
  readonly action: string | null;
}

/** Something that the Hub answers otherwise than it is described. Holds no name, address or token. */
export interface Deviation {
  readonly kind: 'field' | 'value' | 'header' | 'status';
  /** `GET /api/organizations/{organization}/members` */
  readonly request: string;
  readonly what: string;
}

/** What `doctor` found. */
export interface Examination {
  readonly createdAt: string;
  readonly toolVersion: string;
  /** `null` where none was named and none could be found. */
  readonly organization: string | null;
  /** `null` where it is no URL. */
  readonly endpoint: string | null;
  readonly findings: readonly Finding[];
  readonly deviations: readonly Deviation[];
}
