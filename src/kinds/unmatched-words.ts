import type { ReasonWords } from './blocked-words.ts';

/** Why an entry that names nobody cannot be made, in the words of every kind that is about people. */
export const unmatchedWords = {
  not_in_organization: {
    why: 'not a member of the organization',
    notAdopted: 'nobody of this name is in the organization; mend the name, or delete the entry',
  },
  email_not_found: {
    why: 'no member of the organization is known by this e-mail address; mend it, or invite the person',
    notAdopted: 'nobody is known to have this address; mend it, or delete the entry',
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
