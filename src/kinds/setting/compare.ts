import type { Action } from '../../model/change.ts';
import { named, quoted } from '../../text/named.ts';
import { sentence } from '../../text/sentence.ts';
import { sourceOf } from '../../text/source-file.ts';
import type { CompareInput, Comparison, MatchedGroup } from '../kind.ts';
import type { SettingBlocked } from './blocked.ts';
import type { SettingChange } from './change.ts';
import { type DeclaredSetting, declaredSettings } from './declared.ts';
import { liveSetting } from './live.ts';
import { takenNames } from './taken.ts';

/** Compares what is declared of each group's settings with what they are. */
export function compareSettings({ groups, live }: CompareInput): Comparison<SettingChange> {
  const taken = takenNames(groups, live);
  const found = groups.flatMap((group) =>
    declaredSettings(group.declared).map((one) => compareOne(group, one, taken)),
  );
  return {
    changes: found.filter((one) => one !== null && 'action' in one),
    blocked: found.filter((one) => one !== null && 'reason' in one),
    unmanaged: [],
    diagnostics: [],
  };
}

function compareOne(
  { ref, live, declared }: MatchedGroup,
  { setting, value: after, place }: DeclaredSetting,
  taken: ReadonlyMap<string, string>,
): SettingChange | SettingBlocked | null {
  const now = liveSetting(live, setting);
  const base = { kind: 'setting', group: ref, subject: setting, after, origin: null } as const;
  const source = sourceOf(place);
  const blocked = { ...base, user: null, suggestion: null, source, via: null } as const;
  if (now.kind === 'odd') return { ...blocked, reason: 'unreadable', hint: sentence(now.problem) };
  const before = now.value;
  if (before === after) return null;
  const holder = setting === 'name' ? taken.get(live.info.id) : undefined;
  if (holder !== undefined) {
    const hint = `${quoted(declared.name)} is the group with the id ${named(holder)}. Choose another name, or rename that one in the same way, by its \`id\`.`;
    return { ...blocked, reason: 'name_taken', hint };
  }
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
