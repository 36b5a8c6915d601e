import type { BlockedBase } from '../../model/blocked.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import { phrase, word } from '../../text/phrase.ts';
import { type BlockedWords, wordsByReason } from '../blocked-words.ts';
import type { Setting } from './change.ts';

/**
 * A setting that is declared and cannot be made: the Hub says nothing that could be compared, a name is not free, or
 * auto-join would let in who must not be in the group.
 */
export interface SettingBlocked extends BlockedBase {
  readonly kind: 'setting';
  readonly group: DeclaredGroupRef;
  readonly user: null;
  readonly subject: Setting;
  readonly reason: 'unreadable' | 'name_taken' | 'absent_would_join';
  readonly via: null;
}

declare module '../../model/plan.ts' {
  interface BlockedByKind {
    readonly setting: SettingBlocked;
  }
}

/** How a blocked setting reads. */
export const settingBlockedWords: BlockedWords<SettingBlocked> = wordsByReason(
  {
    unreadable: {
      why: 'what the Hub says of it cannot be read',
      notAdopted: 'what the Hub says of it cannot be read',
    },
    name_taken: {
      why: 'another group has the new name',
      notAdopted: 'another group has the name that is declared; give one of the two another name',
    },
    absent_would_join: {
      why: 'somebody who must not be in the group would come in by it',
      notAdopted:
        'somebody who must not be in the group would come in by it; take the entry out, or auto-join',
    },
  },
  ({ subject, group }, nameOf) => phrase`${word(subject)} of ${nameOf(group)}`,
);
