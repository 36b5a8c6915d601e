import type { DeclaredGroup } from '../../config/declaration.ts';
import { visible } from '../../text/visible.ts';
import { type Kind, unreadableValue } from '../kind.ts';
import { afterSettings, settingStanding, weighSetting } from './after.ts';
import { type SettingBlocked, settingBlockedWords } from './blocked.ts';
import { settingCall, settingStage } from './calls.ts';
import { productOf, products, type SettingChange } from './change.ts';
import { checkSettings } from './check.ts';
import { compareSettings } from './compare.ts';
import { declaredSettings } from './declared.ts';
import { fitsSetting } from './fits.ts';
import { propertyOf } from './live.ts';
import { nameTakenBy } from './taken.ts';
import { settingText } from './text.ts';
import { opensGroup, tellSettings } from './verdict.ts';

/** What is set of a group: its name, its description, who comes in by themselves, what it may spend. */
export const settingKind: Kind<SettingChange, SettingBlocked> = {
  check: checkSettings,
  needs: ({ groups }) => (groups.some(limits) ? ['usage'] : []),
  needsOf: ({ subject, after }) => (productOf(subject) !== null && after !== null ? ['usage'] : []),
  declares: ({ groups }) => groups.reduce((sum, group) => sum + declaredSettings(group).length, 0),
  unlisted: () => null,
  compare: compareSettings,
  hindrance: () => null,
  weigh: (changes, before, after) => changes.map((change) => weighSetting(change, before, after)),
  subject: ({ subject }) => subject,
  digestValue: (value) => JSON.stringify(value),
  touches: ({ group }) => [group],
  isDestructive: () => false,
  lastDay: () => null,
  fits: fitsSetting,
  bare: (change) => ({ ...change, joins: null, used: null }),
  renamed: (change, toName) => ({ ...change, group: toName(change.group) }),
  spelled: (change) => change,

  stage: settingStage,
  // One request takes the name, the description and all limits; auto-join has one of its own.
  perCall: () => 2 + products.length,
  carries: () => [],
  companions: () => [],
  call: (organization, changes, _carried, idOf) => settingCall(organization, changes, idOf),
  afresh: () => false,
  property: ({ subject }) => propertyOf(subject),
  lost: () => null,

  standing: settingStanding,
  after: afterSettings,
  overreach: () => null,
  unforeseen: nameTakenBy,
  provider: () => null,

  person: () => null,
  text: settingText,
  givesMuch: opensGroup,
  bearing: (change) => (opensGroup(change) ? 'more' : 'none'),
  tell: tellSettings,
  blocked: settingBlockedWords,
  value: (value) => (value === null ? 'not set' : visible(value)),
  found({ subject }, now) {
    if (now === unreadableValue) return `What the Hub says of ${subject} by now cannot be read.`;
    return `${subject} is ${now === null ? 'not set' : `“${visible(now, 100)}”`} meanwhile, which the plan did not know.`;
  },
};

/** Whether a limit is declared: what has been used tells whether it is reached. */
function limits(group: DeclaredGroup): boolean {
  return declaredSettings(group).some(({ setting, value }) => productOf(setting) !== null && value !== null);
}
