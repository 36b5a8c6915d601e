import type { ReadBody } from './body.ts';
import type { Answer } from './handlers/call.ts';

/** How a request is answered 200 though it is not, or not wholly, as the answer says. */
export type Lie =
  /** It has no effect. */
  | 'nothing'
  /** Of the users that it names the first half are taken, rounded up. */
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

/** Performs a request with a lie; one that is about no group's users is performed as it is. */
export function performLie<A extends Arrival>(perform: (arrival: A) => Answer, arrival: A, lie: Lie): Answer {
  if (lie === 'odd') return odd(perform(arrival));
  const group = /^(.*\/resource-groups\/[0-9a-f]+)\/users(?:\/|$)/.exec(arrival.url.pathname)?.[1];
  if (group === undefined) return perform(arrival);
  const url = new URL(group, arrival.url);
  const look = (): Answer => perform({ ...arrival, method: 'GET', url, body: { kind: 'text', text: '' } });
  switch (lie) {
    case 'nothing':
      return look();
    case 'half':
      return perform({ ...arrival, body: halved(arrival.body) });
    case 'stale': {
      const before = look();
      perform(arrival);
      return before;
    }
  }
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
  if (typeof parsed !== 'object' || parsed === null || !('users' in parsed) || !Array.isArray(parsed.users)) {
    return body;
  }
  const users = parsed.users.slice(0, Math.ceil(parsed.users.length / 2));
  return { kind: 'text', text: JSON.stringify({ ...parsed, users }) };
}
