/**
 * What can end a run, by a name that stays the same over versions: it stands in `{"error": {"code"}}` and in
 * `docs/diagnostics.md`, where every code has its cause and its cure (`src/diagnostics/error-catalog.ts`).
 */
export type ErrorCode =
  | 'usage'
  | 'config-invalid'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'not-editable'
  | 'plan-invalid'
  | 'snapshot-invalid'
  | 'access-invalid'
  | 'people-list-invalid'
  | 'seed-invalid'
  | 'no-token'
  | 'endpoint-invalid'
  | 'endpoint-insecure'
  | 'proxy-invalid'
  | 'hub-unauthorized'
  | 'hub-payment-required'
  | 'hub-forbidden'
  | 'hub-not-found'
  | 'hub-rate-limited'
  | 'hub-refused'
  | 'hub-unavailable'
  | 'hub-unreadable'
  | 'hub-other-origin'
  | 'github-refused'
  | 'github-unavailable'
  | 'branch-foreign'
  | 'interrupted'
  | 'unfinished'
  | 'output-failed';
