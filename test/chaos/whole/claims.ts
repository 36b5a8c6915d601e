import type { Change } from '../../../src/model/plan.ts';
import type { LoggedRequest } from '../../../src/sandbox/log.ts';
import { isSame } from './declared.ts';
import { listIn, objectOf, subjectOf, valueIn } from './journal.ts';
import { joinText, limitText } from './organization.ts';

/** What an answer says of a group or a thing. */
export type AnswerBody = Readonly<Record<string, unknown>>;

/**
 * Whether the answer to a request that carried a change lets it be called made, true or not: it shows what the change
 * wants, or nothing that could tell otherwise, as `{}` does. One that shows another group or speaks of an error never does.
 */
export function claims(change: Change, { method, path }: LoggedRequest, body: AnswerBody): boolean {
  const makesGroup = method === 'POST' && path.endsWith('/resource-groups');
  // Without an id and a name there is no group that the rest could be said of.
  if (makesGroup && (typeof body['id'] !== 'string' || valueIn(body, 'name') !== change.group?.name))
    return false;
  const own = /\/resource-groups\/([0-9a-f]+)/.exec(path)?.[1];
  if (own !== undefined && body['id'] !== undefined && body['id'] !== own) return false;
  if (body['error'] !== undefined || body['success'] === false) return false;
  switch (change.kind) {
    case 'group':
      return makesGroup || !isGroup(body);
    case 'setting': {
      const shown = settingIn(body, change.subject);
      return shown === undefined || shown === (change.after || null);
    }
    case 'membership': {
      if (!Array.isArray(body['users'])) return true;
      const found = listIn(body, 'users').filter((one) => isSame(valueIn(one, 'name'), subjectOf(change)));
      return change.after === null
        ? found.length === 0
        : found.length === 1 && valueIn(found[0], 'role') === change.after;
    }
    case 'resource':
      return !makesGroup || listIn(body, 'resources').some((one) => isThing(one, change.subject));
    case 'organization_role':
      return body['role'] === undefined || body['role'] === change.after;
  }
}

/** As a plan writes it; `undefined`: the answer does not tell. A whole group leaves out what is not set. */
function settingIn(body: AnswerBody, setting: string): string | null | undefined {
  const [name = '', product] = setting.split('.');
  const property = { auto_join: 'autoJoin', spend_limits: 'spendLimits' }[name] ?? name;
  const value = body[property];
  if (value === undefined) return isGroup(body) ? null : undefined;
  if (name === 'auto_join') return joinText(objectOf(value));
  if (product !== undefined) return limitText(objectOf(value), product);
  return typeof value === 'string' && value !== '' ? value : null;
}

function isGroup(body: AnswerBody): boolean {
  return Array.isArray(body['users']) && typeof body['name'] === 'string';
}

function isThing(one: unknown, subject: string): boolean {
  return `${valueIn(one, 'type')}:${valueIn(one, 'name')}` === subject;
}
