import type { Action } from '../../model/change.ts';
import { sentence } from '../../text/sentence.ts';
import { sourceOf } from '../../text/source-file.ts';
import type { CompareInput, Comparison, MatchedGroup } from '../kind.ts';
import type { SettingBlocked } from './blocked.ts';
import type { SettingChange } from './change.ts';
import { type DeclaredSetting, declaredSettings } from './declared.ts';
import { liveSetting } from './live.ts';

/** Compares what is declared of each group's settings with what they are. */
export function compareSettings({ groups }: CompareInput): Comparison<SettingChange> {
  const found = groups.flatMap((group) =>
    declaredSettings(group.declared).map((one) => compareOne(group, one)),
  );
  return {
    changes: found.filter((one) => one !== null && 'action' in one),
    blocked: found.filter((one) => one !== null && 'reason' in one),
    unmanaged: [],
    diagnostics: [],
  };
}

function compareOne(
  { ref, live }: MatchedGroup,
  { setting, value: after, place }: DeclaredSetting,
): SettingChange | SettingBlocked | null {
  const now = liveSetting(live, setting);
  const base = { kind: 'setting', group: ref, subject: setting, after, origin: null } as const;
  const source = sourceOf(place);
  if (now.kind === 'odd') {
    const hint = sentence(now.problem);
    return { ...base, user: null, reason: 'unreadable', suggestion: null, hint, source, via: null };
  }
  const before = now.value;
  if (before === after) return null;
  return {
    ...base,
    action: actionOf(before, after),
    before,
    destructive: false,
    source,
    joins: null,
    used: null,
  };
}

function actionOf(before: string | null, after: string | null): Action {
  if (before === null) return 'create';
  return after === null ? 'delete' : 'update';
}
