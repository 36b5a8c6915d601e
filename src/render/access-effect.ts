import type { AccessGroup } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import { type Phrase, phrase, word } from '../text/phrase.ts';
import type { Effect } from './matrix.ts';

/** @param mode of the group; `null` where it is not managed */
export function effectOf(row: AccessRow, mode: AccessGroup['mode']): Effect {
  if (!row.primary) return null;
  switch (row.status) {
    case 'missing':
      return 'add';
    case 'differs':
      return row.declared_role === null ? 'remove' : 'change';
    case 'undeclared':
      return mode === 'exact' ? 'remove' : null;
    case 'as_declared':
    case 'unmanaged':
    case 'blocked':
      return null;
  }
}

/** The effect in words, for who is not as declared. */
export function effectPhrase(row: AccessRow, effect: Effect): Phrase {
  switch (effect) {
    case 'add':
      return phrase`would be added as ${word(row.declared_role ?? '')}`;
    case 'change':
      return phrase`would become ${word(row.declared_role ?? '')}`;
    case 'remove':
      return ['would be removed'];
    case null:
      return [row.status === 'blocked' ? 'nothing: blocked' : 'nothing: stays'];
  }
}
