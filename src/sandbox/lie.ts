import type { ReadBody } from './body.ts';
import type { Answer } from './handlers/call.ts';

/** How a request is answered 200 though it is not, or not wholly, as the answer says. */
export type Lie =
  /** It has no effect. A change of a group is answered with the group, all else as if it were done. */
  | 'nothing'
  /** Of the users, repositories and groups that it names the first half are taken, rounded up. */
  | 'half'
  /** It has its effect, and the answer shows the group as it was before. */
  | 'stale'
  /** It has its effect, and the answer has somebody without a role among the users. */
  | 'odd';

interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly body: ReadBody;
}

/** Performs a request, with its effect or without. */
export interface Performing<A extends Arrival> {
  readonly make: (arrival: A) => Answer;
  readonly rehearse: (arrival: A) => Answer;
}

/** Performs a request with a lie; one that the lie says nothing about is performed as it is. */
export function performLie<A extends Arrival>(
  { make, rehearse }: Performing<A>,
  arrival: A,
  lie: Lie,
): Answer {
  const group = changedGroup(arrival);
  const look = (path: string): Answer =>
    make({ ...arrival, method: 'GET', url: new URL(path, arrival.url), body: { kind: 'text', text: '' } });
  switch (lie) {
    case 'nothing':
      return group === null ? rehearse(arrival) : look(group);
    case 'half':
      return make({ ...arrival, body: halved(arrival.body) });
    case 'stale': {
      if (group === null) return make(arrival);
      const before = look(group);
      make(arrival);
      return before;
    }
    case 'odd':
      return odd(make(arrival));
  }
}

/** The path of the group that a request changes; `null` for all others: one that makes or deletes a group, for one. */
function changedGroup({ method, url }: Arrival): string | null {
  const [, group = null, rest] = /^(.*\/resource-groups\/[0-9a-f]+)(\/.*)?$/.exec(url.pathname) ?? [];
  return method === 'GET' || (method === 'DELETE' && rest === undefined) ? null : group;
}

function odd(answer: Answer): Answer {
  const { body } = answer;
  if (typeof body !== 'object' || body === null || !('users' in body) || !Array.isArray(body.users))
    return answer;
  return { ...answer, body: { ...body, users: [...body.users, { type: 'user', name: 'odd-one' }] } };
}

function halved(body: ReadBody): ReadBody {
  if (body.kind !== 'text' || body.text === '') return body;
  const parsed: unknown = JSON.parse(body.text);
  if (typeof parsed !== 'object' || parsed === null) return body;
  const lists = Object.entries(parsed).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.slice(0, Math.ceil(value.length / 2)) : value,
  ]);
  return { kind: 'text', text: JSON.stringify(Object.fromEntries(lists)) };
}
