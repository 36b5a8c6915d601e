import { groupPath, groupSettingsPath } from '../../hub/paths.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { Call } from '../../model/plan.ts';
import type { Numbered } from '../kind.ts';
import type { Stage } from '../stage.ts';
import type { SettingChange } from './change.ts';
import { settingBody } from './live.ts';

/** Auto-join comes last where it lets people in, and waits for nothing where it lets nobody in any more. */
export function settingStage({ subject, after }: SettingChange): Stage {
  if (subject !== 'auto_join') return 'setting';
  return after === 'off' ? 'auto_join_off' : 'auto_join';
}

/** The call that sets what one request of the Hub can set together: auto-join alone, or all else. At least one change. */
export function settingCall(
  organization: string,
  changes: readonly Numbered<SettingChange>[],
  idOf: (group: DeclaredGroupRef) => string,
): Call {
  const [first] = changes;
  if (first === undefined) throw new RangeError('a call without a change');
  const id = idOf(first.change.group);
  const body = bodyOf(changes.map(({ change }) => change));
  const indices = changes.map(({ index }) => index);
  return first.change.subject === 'auto_join'
    ? { method: 'POST', path: groupSettingsPath(organization, id), body, changes: indices }
    : { method: 'PATCH', path: groupPath(organization, id), body, changes: indices };
}

/** What a request says of several settings. */
export function bodyOf(changes: readonly SettingChange[]): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const { subject, after } of changes)
    Object.assign(body, settingBody(subject, after, body['spendLimits']));
  return body;
}
