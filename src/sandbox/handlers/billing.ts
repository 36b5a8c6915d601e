import { refuse } from '../failure.ts';
import { usageView } from '../views.ts';
import { type Call, inOrganization, ok } from './call.ts';

/**
 * `GET …/billing/usage-by-resource-group`: month by month from `startDate` to `endDate`, this month without them. What a
 * seed says was used is used this month.
 */
export const usageByGroup = inOrganization('organization', 'plan', (call) => {
  const now = new Date(call.now);
  const thisMonth = monthOf(now);
  const last = monthOf(dateIn(call, 'endDate') ?? now);
  const first = monthOf(dateIn(call, 'startDate') ?? new Date(monthStart(last)));
  if (first > last || last > thisMonth || thisMonth - first >= 12)
    throw refuse.request('startDate and endDate must fall within the last 12 months');
  const months = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const periods = months.map((month) =>
    usageView(month === thisMonth ? call.directory.groups() : null, monthStart(month)),
  );
  return ok({ currency: 'usd', periods });
});

function dateIn({ url }: Call, name: string): Date | null {
  const text = url.searchParams.get(name);
  if (text === null) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw refuse.request(`${name} must be a date`);
  return date;
}

/** Months as numbers that can be counted. */
function monthOf(date: Date): number {
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function monthStart(month: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12)).toISOString();
}
