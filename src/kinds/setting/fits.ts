import { roles } from '../../model/membership.ts';
import { autoJoinIn } from './auto-join.ts';
import { isSetting, productOf, type SettingChange } from './change.ts';
import { centsOf, dollarsOf } from './dollars.ts';

const scopes: readonly string[] = ['all', 'read_plus'];

/** Whether the change asks for something that a file can declare: a saved plan may say anything. */
export function fitsSetting({ subject, after, group }: SettingChange): boolean {
  // What the file says is any text.
  if (!isSetting(subject)) return false;
  if (productOf(subject) !== null) return after === null || isAmount(after);
  switch (subject) {
    case 'name':
      return group.id !== null && after !== null && after.length <= 200 && !/^$|\p{Cc}/u.test(after);
    case 'auto_join':
      return isAutoJoin(after);
    default:
      return after === null || (after !== '' && after.length <= 500);
  }
}

/** Spelled as every plan spells it: one amount is one text. */
function isAmount(after: string): boolean {
  const cents = centsOf(after);
  return cents !== null && dollarsOf(cents) === after;
}

function isAutoJoin(after: string | null): boolean {
  if (after === 'off') return true;
  const autoJoin = autoJoinIn(after);
  return autoJoin !== null && roles.some((role) => role === autoJoin.role) && scopes.includes(autoJoin.scope);
}
