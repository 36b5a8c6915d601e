/**
 * What is read of the organization beside groups and members, and only where something needs it. Each is the key at which
 * a snapshot keeps it, as it came.
 */
export const needs = ['repositories', 'service_accounts', 'usage'] as const;
export type Need = (typeof needs)[number];
