import type { LivePerson } from '../../live/organization.ts';
import { type Effort, nearest } from '../../text/nearest.ts';

/** What names are looked for among: people by username, by full name and by address. */
export class NameIndex {
  /** Usernames by username in lower case. */
  readonly #byUsername = new Map<string, string>();
  /** Usernames by the letters of the full name; `null` where two have the same. */
  readonly #byFullname = new Map<string, string | null>();
  /** Usernames by their letters in the order of the alphabet: `efil` for `elif` is a slip that swaps two far apart. */
  readonly #byShuffled = new Map<string, string | null>();
  readonly #byEmail: ReadonlyMap<string, string>;
  /** Usernames by the letters before the `@`; `null` where two have the same. */
  readonly #byLocalPart = new Map<string, string | null>();

  /** @param emails usernames by address in lower case */
  constructor(people: Iterable<Pick<LivePerson, 'user' | 'fullname'>>, emails: ReadonlyMap<string, string>) {
    for (const { user, fullname } of people) {
      this.#byUsername.set(user.toLowerCase(), user);
      setOnce(this.#byShuffled, shuffled(user), user);
      if (fullname !== null) setOnce(this.#byFullname, lettersOf(fullname), user);
    }
    this.#byEmail = emails;
    for (const [email, user] of emails) setOnce(this.#byLocalPart, lettersOf(localPart(email)), user);
  }

  /**
   * The username of whoever was perhaps meant by a username or an address that is nobody’s; `null` for no idea.
   *
   * @param effort what this and other looks may cost together
   */
  nearest(name: string, effort: Effort): string | null {
    return name.includes('@')
      ? this.#nearestOfAddress(name.toLowerCase(), effort)
      : this.#nearestOfName(name, effort);
  }

  #nearestOfName(name: string, effort: Effort): string | null {
    const letters = lettersOf(name);
    return (
      this.#byFullname.get(letters) ??
      near(name, this.#byUsername, effort) ??
      this.#byShuffled.get(shuffled(name)) ??
      near(letters, this.#byLocalPart, effort) ??
      near(letters, this.#byFullname, effort)
    );
  }

  #nearestOfAddress(email: string, effort: Effort): string | null {
    const close = nearest(email, this.#byEmail.keys(), effort);
    const local = localPart(email);
    // A domain that both have makes addresses look more alike than they are.
    if (close !== null && nearest(local, [localPart(close)]) !== null)
      return this.#byEmail.get(close) ?? null;
    const letters = lettersOf(local);
    return this.#byFullname.get(letters) ?? this.#byUsername.get(local) ?? null;
  }
}

function near(word: string, users: ReadonlyMap<string, string | null>, effort: Effort): string | null {
  const close = word === '' ? null : nearest(word, users.keys(), effort);
  return close === null ? null : (users.get(close) ?? null);
}

function setOnce(users: Map<string, string | null>, key: string, user: string): void {
  if (key !== '') users.set(key, users.has(key) ? null : user);
}

/** A name without what is written in several ways: letter case, accents, spaces, dots and dashes. */
function lettersOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function shuffled(name: string): string {
  return [...name.toLowerCase()].sort().join();
}

function localPart(email: string): string {
  return email.slice(0, email.indexOf('@'));
}
