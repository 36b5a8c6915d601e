import { isObject, textOf } from './read.ts';

/** What a group has used this month, in US cents. `null`: the Hub does not say. */
export interface LiveUsage {
  readonly inference_providers: number | null;
  readonly spaces: number | null;
  readonly jobs: number | null;
  readonly endpoints: number | null;
}

/** The usage of groups, by id, of the newest month in the Hub's answer; nothing of a group that is not in it. */
export function usageOf(answer: Readonly<Record<string, unknown>>): ReadonlyMap<string, LiveUsage> {
  const usage = new Map<string, LiveUsage>();
  for (const group of groupsOf(answer)) {
    if (!isObject(group)) continue;
    const id = textOf(group['id']);
    if (id === null) continue;
    const compute = isObject(group['compute']) ? group['compute'] : {};
    usage.set(id, {
      inference_providers: centsOf(group['inference']),
      spaces: centsOf(compute['spaces']),
      jobs: centsOf(compute['jobs']),
      endpoints: centsOf(compute['endpoints']),
    });
  }
  return usage;
}

function groupsOf({ periods }: Readonly<Record<string, unknown>>): readonly unknown[] {
  const months = Array.isArray(periods) ? periods.filter(isObject) : [];
  const newest = months.reduce<(typeof months)[number] | null>(
    (last, month) => (String(month['period']) > String(last?.['period'] ?? '') ? month : last),
    null,
  );
  const groups = newest?.['resourceGroups'];
  return Array.isArray(groups) ? groups : [];
}

function centsOf(value: unknown): number | null {
  const cents = isObject(value) ? value['costCents'] : null;
  return typeof cents === 'number' && Number.isFinite(cents) ? cents : null;
}
