/** What stands where a token was. */
export const blot = '[token]';

/**
 * What has the form of a token: of the Hub (`hf_` and 34 letters, also with a word between as in `hf_oauth_`, and
 * followed by the parts of a JWT; `api_org_`) and of GitHub. A name may begin like one: `hf_team` is none, since a
 * token has 16 letters and digits without a break at least.
 *
 * @see https://huggingface.co/docs/hub/security-tokens
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
const forms =
  /(?:hf_(?:[a-z]{2,12}_)?|api_org_|gh[opsru]_|github_pat_)[A-Za-z0-9]{16,}(?:[._-][A-Za-z0-9_-]+)*/g;

/** A quick look for most text, which has none. */
const perhaps = /hf_|api_org_|gh[opsru]_|github_pat_/;

/** The text with everything blotted out that has the form of a token. */
export function withoutTokens(text: string): string {
  return perhaps.test(text) ? text.replace(forms, blot) : text;
}

/** The same for a line whose columns count: each character of a token is an asterisk. */
export function withStarsForTokens(line: string): string {
  return perhaps.test(line) ? line.replace(forms, (token) => '*'.repeat(token.length)) : line;
}

/** Shorter values are words of other texts as well. */
const shortestValue = 8;

/** Knows the tokens of a run, and blots out them and whatever has their form. */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #shown = new Set<string>();

  /** A token of this run, whatever its form. What is too short to be one is passed over. */
  keep(value: string | undefined): void {
    const trimmed = value?.trim() ?? '';
    if (trimmed.length < shortestValue) return;
    this.#values.add(trimmed);
    // In a document it may be escaped.
    this.#values.add(JSON.stringify(trimmed).slice(1, -1));
  }

  /** A value that is there to be shown: the token of an embedded Hub. */
  show(value: string): void {
    this.#shown.add(value);
  }

  /** The text without tokens. JSON stays JSON. */
  blot(text: string): string {
    let clean = text;
    for (const value of this.#values) if (!this.#shown.has(value)) clean = clean.replaceAll(value, blot);
    if (!perhaps.test(clean)) return clean;
    return clean.replace(forms, (token) => (this.#shown.has(token) ? token : blot));
  }
}
