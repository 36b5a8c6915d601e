import type { Action } from '../../model/change.ts';
import { enumerate, firstOf } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import { sentence } from '../../text/sentence.ts';
import { sourceOf } from '../../text/source-file.ts';
import type { CompareInput, Comparison, MatchedGroup } from '../kind.ts';
import { autoJoinIn } from './auto-join.ts';
import type { SettingBlocked } from './blocked.ts';
import type { SettingChange } from './change.ts';
import { type DeclaredSetting, declaredSettings } from './declared.ts';
import { liveSetting } from './live.ts';
import { type Outsiders, outsidersOf } from './outsiders.ts';
import { takenNames } from './taken.ts';

/** So many people are named. */
const mostNamed = 3;

/** Compares what is declared of each group's settings with what they are. */
export function compareSettings(input: CompareInput): Comparison<SettingChange> {
  const { groups, live } = input;
  const names = takenNames(groups, live);
  const outsiders = outsidersOf(input);
  const found = groups.flatMap((group) =>
    declaredSettings(group.declared).map((one) => compareOne(group, one, { names, outsiders })),
  );
  return {
    changes: found.filter((one) => one !== null && 'action' in one),
    blocked: found.filter((one) => one !== null && 'reason' in one),
    unmanaged: [],
    diagnostics: [],
  };
}

/** What stands in the way of settings. */
interface InTheWay {
  /** See {@link takenNames}. */
  readonly names: ReadonlyMap<string, string>;
  readonly outsiders: Outsiders;
}

function compareOne(
  group: MatchedGroup,
  { setting, value: after, place }: DeclaredSetting,
  { names, outsiders }: InTheWay,
): SettingChange | SettingBlocked | null {
  const { ref, live, declared } = group;
  const now = liveSetting(live, setting);
  const base = { kind: 'setting', group: ref, subject: setting, after, origin: null } as const;
  const source = sourceOf(place);
  const blocked = { ...base, user: null, suggestion: null, source, via: null } as const;
  if (now.kind === 'odd') return { ...blocked, reason: 'unreadable', hint: sentence(now.problem) };
  const before = now.value;
  if (before === after) return null;
  const holder = setting === 'name' ? names.get(live.info.id) : undefined;
  if (holder !== undefined) {
    const hint = `${quoted(declared.name)} is the group with the id ${named(holder)}. Choose another name, or rename that one in the same way, by its \`id\`.`;
    return { ...blocked, reason: 'name_taken', hint };
  }
  const join = setting === 'auto_join' ? autoJoinIn(after) : null;
  const unwanted = join === null ? [] : outsiders(group, join);
  if (unwanted.length > 0)
    return { ...blocked, reason: 'absent_would_join', hint: letInHint(unwanted, declared.name) };
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

function letInHint(unwanted: readonly string[], group: string): string {
  const all = firstOf(unwanted, mostNamed, (who) => named(who));
  const [entry, person] = unwanted.length === 1 ? ['the entry', 'the person'] : ['the entries', 'them'];
  return `${enumerate(all)} must not be in ${quoted(group)}, and auto-join may let them in at once. Take ${entry} out; or do so, let auto-join in, and declare ${person} \`absent\` in a later change, whose run removes them.`;
}

function actionOf(before: string | null, after: string | null): Action {
  if (before === null) return 'create';
  return after === null ? 'delete' : 'update';
}
