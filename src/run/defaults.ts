/** The configuration where none is named. */
export const defaultFile = 'groups.yaml';

/** The most members in one add-users call. */
export const defaultBatchSize = 50;

/** Requests to the Hub at the same time, at most. */
export const defaultConcurrency = 8;

/** How long one request to the Hub may take, in seconds. */
export const defaultTimeout = 15;
