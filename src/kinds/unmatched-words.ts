import type { ReasonWords } from './blocked-words.ts';

/** What is so with an address that matches nobody. */
export const unknownAddress = 'it is not known whose e-mail address this is';

/** Why an entry that names nobody cannot be made, in the words of every kind that is about people. */
export const unmatchedWords = {
  not_in_organization: {
    why: 'not a member of the organization',
    notAdopted: 'nobody of this name is in the organization; mend the name, or delete the entry',
  },
  email_not_found: {
    why: `${unknownAddress}; mend it, or write the username`,
    notAdopted: 'nobody is known to have this address; mend it, or delete the entry',
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
