import { readerOf, text } from './checked.ts';
import { pullRequestFrom } from './history-answers.ts';
import type { PullRequest } from './types.ts';

const readUpdated = readerOf<{ readonly updated_at: string }>({
  type: 'object',
  required: ['updated_at'],
  properties: { updated_at: text },
});

/**
 * Pull requests merged last. GitHub cannot sort by the time of merging, but nothing was merged later than it was
 * updated: pages by the last update are read until enough was merged after everything that is still to come.
 */
export async function lastMergedOf(
  pages: AsyncIterable<{ readonly items: readonly unknown[]; readonly request: string }>,
  most: number,
): Promise<readonly PullRequest[]> {
  let merged: readonly (PullRequest & { readonly mergedAt: string })[] = [];
  for await (const { items, request } of pages) {
    const found = items.flatMap((item) => {
      const pullRequest = pullRequestFrom(item, request);
      const { mergedAt } = pullRequest;
      return mergedAt === null ? [] : [{ ...pullRequest, mergedAt }];
    });
    merged = [...merged, ...found]
      .toSorted((a, b) => Date.parse(b.mergedAt) - Date.parse(a.mergedAt))
      .slice(0, most);
    const last = items.length === 0 ? undefined : readUpdated(items.at(-1), request).updated_at;
    const oldest = merged.at(-1)?.mergedAt;
    if (last === undefined || oldest === undefined || merged.length < most) continue;
    if (Date.parse(oldest) >= Date.parse(last)) break;
  }
  return merged;
}
