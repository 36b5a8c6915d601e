/** Why a run failed; empty when it did not. */
export const failureReasons = [
  '',
  'config-invalid',
  'hub-error',
  'refused',
  'plan-changed',
  'blocked',
  'partial',
  'interrupted',
] as const;
export type FailureReason = (typeof failureReasons)[number];
