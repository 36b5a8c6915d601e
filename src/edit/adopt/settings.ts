import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { mayDeclare } from '../../config/policy-check.ts';
import { plainOf } from '../../config/tree.ts';
import { autoJoinIn } from '../../kinds/setting/auto-join.ts';
import type { Setting, SettingChange } from '../../kinds/setting/change.ts';
import { declaredSettings } from '../../kinds/setting/declared.ts';
import { fitsSetting } from '../../kinds/setting/fits.ts';
import { liveSetting } from '../../kinds/setting/live.ts';
import type { Live } from '../../live/organization.ts';
import type { Plan } from '../../model/plan.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { type Editable, EditableFiles, reach, type Stuck } from '../editable.ts';
import type { OutlineEntry } from '../outline.ts';
import type { Edit } from '../patch.ts';
import { type EditResult, Edits } from '../result.ts';
import { yamlWord } from '../word.ts';
import { heldTo } from './held.ts';
import { newNames } from './names.ts';
import type { NotAdopted } from './wish.ts';
import { isKeptApart, policyForbids } from './within-policy.ts';

/** What the files become so that they say the settings that are live. */
export interface AdoptedSettings {
  readonly result: EditResult;
  readonly adopted: readonly SettingChange[];
  readonly notAdopted: readonly NotAdopted[];
}

/** Writes what is live in the place of what is declared, setting by setting, as far as a file can say it. */
export function adoptSettings(
  configuration: Configuration,
  sources: readonly SourceFile[],
  live: Live,
  plan: Plan,
): AdoptedSettings {
  const held = heldSettings(plan, live);
  const byId = new Map(
    matchGroups(configuration.groups, live, null, mayDeclare(configuration.policy)).groups.map((group) => [
      group.ref.id,
      group.declared,
    ]),
  );
  const files = new EditableFiles();
  const edits = new Edits();
  const adopted: SettingChange[] = [];
  const notAdopted: NotAdopted[] = [];
  const wishes = new Map<DeclaredGroup, Map<Setting, string | null>>();
  const changed = [...plan.changes, ...held].flatMap((change) => {
    const declared = byId.get(change.group?.id ?? null);
    // What a group is to begin with waits for it to be made.
    return change.kind !== 'setting' || declared === undefined ? [] : [{ change, declared }];
  });
  const names = newNames(configuration, changed);
  for (const { change, declared } of changed) {
    const { group, subject, before } = change;
    const why = subject === 'name' ? names(declared) : cannotSay(change, declared, configuration);
    if (why !== null) {
      // Among what is blocked it is told of anyway.
      if (!held.has(change)) notAdopted.push({ group, user: null, subject, change, why });
      continue;
    }
    adopted.push(change);
    wishes.set(declared, (wishes.get(declared) ?? new Map<Setting, string | null>()).set(subject, before));
    edits.add(declared.place, settingEdits(files.of(declared.place.file), declared, change));
  }
  if (adopted.length === 0) return { result: { kind: 'edited', files: [] }, adopted, notAdopted };
  const result = heldTo(configuration, sources, edits, new Set(wishes.keys()), (now, was) =>
    says(now, was, wishes.get(was) ?? new Map()),
  );
  return { result, adopted, notAdopted };
}

/** Settings that are blocked by something else than what is live: that can be declared all the same. */
function heldSettings({ blocked }: Plan, { groups }: Live): ReadonlySet<SettingChange> {
  const byId = new Map(groups.map((group) => [group.info.id, group]));
  const settings = blocked.flatMap((one): readonly SettingChange[] => {
    if (one.kind !== 'setting' || one.reason === 'unreadable') return [];
    const { kind, group, subject, after, source } = one;
    const now = liveSetting(byId.get(group.id ?? '') ?? null, subject);
    if (now.kind === 'odd') return [];
    const rest = { destructive: false, origin: null, joins: null, used: null } as const;
    return [{ kind, action: 'update', group, subject, before: now.value, after, source, ...rest }];
  });
  return new Set(settings);
}

/** Why a file cannot say what is live; `null` when it can. */
function cannotSay(change: SettingChange, group: DeclaredGroup, configuration: Configuration): string | null {
  const { subject, before } = change;
  const fits = fitsSetting({ ...change, after: before });
  switch (subject) {
    case 'description':
      return fits && before === (before?.trim() ?? null)
        ? null
        : 'a file cannot hold the description that is live';
    case 'auto_join':
      if (!fits) return 'a file cannot say the auto-join that is live';
      if (autoJoinIn(before) === null) return null;
      if (isKeptApart(configuration, group)) return policyForbids;
      return group.mode.value === 'exact'
        ? 'auto-join does not go with `exact`, and the file has decided for that'
        : null;
    default:
      return fits ? null : 'a file cannot say the limit that is live';
  }
}

function settingEdits(
  known: Editable,
  { name }: DeclaredGroup,
  { subject, before }: SettingChange,
): readonly Edit[] | Stuck | null {
  const path = subject === 'name' ? [] : subject.split('.');
  const found = reach(known, ['groups', name, ...path]);
  if (found.kind !== 'reached') return found.kind === 'stuck' ? found : null;
  const { entry } = found;
  if (subject === 'name')
    return [{ at: entry.start, remove: entry.keyEnd - entry.start, insert: yamlWord(before ?? '') }];
  return valueEdits(known.file.text, entry, wordOf(subject, before));
}

function wordOf(subject: Setting, value: string | null): string {
  if (subject === 'description') return yamlWord(value ?? '');
  if (subject !== 'auto_join') return value === null ? 'null' : value.replace(/\.00$/, '');
  const on = autoJoinIn(value);
  return on === null ? 'off' : `{ role: ${on.role}, scope: ${on.scope} }`;
}

/** Another value for a key. Lines of their own give way to one, unless a comment stands among them. */
function valueEdits(text: string, { colonEnd, value }: OutlineEntry, word: string): readonly Edit[] | null {
  if (value === null) return [{ at: colonEnd, remove: 0, insert: ` ${word}` }];
  if (value.kind === 'word' || (value.kind === 'map' && value.style === 'flow'))
    return [{ at: value.start, remove: value.end - value.start, insert: word }];
  if (value.kind !== 'map' || text.slice(colonEnd, value.end).includes('#')) return null;
  return [{ at: colonEnd, remove: value.end - colonEnd, insert: ` ${word}` }];
}

/** Whether a group says of its settings what was wished for, and of everything else what it said. */
function says(now: DeclaredGroup, before: DeclaredGroup, wish: ReadonlyMap<Setting, string | null>): boolean {
  const [is, was] = [declaredSettings(now), declaredSettings(before)];
  const right = was.every(({ setting, value }, index) => {
    const found = is[index];
    const should = wish.has(setting) ? (wish.get(setting) ?? null) : value;
    return found?.setting === setting && found.value === should;
  });
  return right && is.length === was.length && restOf(now) === restOf(before);
}

/** What else is declared of a group and is no setting. */
function restOf({ others }: DeclaredGroup): string {
  const settings = ['description', 'auto_join', 'spend_limits'];
  return JSON.stringify(
    [...others].flatMap(([key, { tree }]) => (settings.includes(key) ? [] : [[key, plainOf(tree)]])),
  );
}
