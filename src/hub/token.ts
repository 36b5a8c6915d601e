import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { KnownError } from '../errors.ts';
import { blot, type Secrets } from '../text/secret.ts';

/** An access token of the Hub. Whatever shows it shows `[token]`; only `authorization()` has the value. */
export class Token {
  readonly #value: string;

  /** @param value visible ASCII without spaces; `findToken` checks what comes from outside */
  constructor(value: string) {
    if (!isToken(value)) throw noToken('');
    this.#value = value;
  }

  /** The value of the `Authorization` header. Give it to nothing but a request to the Hub's own origin. */
  authorization(): string {
    return `Bearer ${this.#value}`;
  }

  /** Tells the value to what blots it out wherever it turns up. */
  keepIn(secrets: Pick<Secrets, 'keep'>): void {
    secrets.keep(this.#value);
  }

  /** `text` with every occurrence of the token replaced, for text that somebody else wrote. */
  redact(text: string): string {
    return text.replaceAll(this.#value, blot);
  }

  toString(): string {
    return blot;
  }

  toJSON(): string {
    return blot;
  }

  [inspect.custom](): string {
    return blot;
  }
}

/** Where a token is looked for. */
export interface TokenSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  /** The text of a file, `null` when there is none; throws when it cannot be read. */
  readonly readFile: (file: string) => string | null;
}

/**
 * Finds the token where `huggingface_hub` does: `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, then the file `HF_TOKEN_PATH`
 * (default `$HF_HOME/token`; `HF_HOME` defaults to `${XDG_CACHE_HOME:-~/.cache}/huggingface`). Line breaks and outer
 * whitespace are dropped; what is then empty counts as not set.
 *
 * @throws KnownError `no-token` when there is none, or when what is there cannot be one; never with its text
 */
export function findToken(source: TokenSource): Token {
  return locateToken(source).token;
}

/** A token and where it was found: the name of a variable, or a file. */
export interface LocatedToken {
  readonly token: Token;
  readonly from: string;
}

/** As {@link findToken}, and says where it was found. */
export function locateToken(source: TokenSource): LocatedToken {
  for (const name of ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN']) {
    const value = clean(source.env[name] ?? '');
    if (value !== '') return { token: tokenFrom(value, name), from: name };
  }
  const file = tokenFile(source);
  const value = clean(read(source, file) ?? '');
  if (value !== '') return { token: tokenFrom(value, file), from: file };
  throw new KnownError('no-token', 'There is no token for the Hub', {
    hint: `Set HF_TOKEN, or log in with \`hf auth login\`. Looked in HF_TOKEN, HUGGING_FACE_HUB_TOKEN and ${file}.`,
    details: { looked_in: ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', file] },
  });
}

/** Reads a token file: its text, `null` when it is not there. */
export function readTokenFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function tokenFile(source: TokenSource): string {
  const given = set(source, 'HF_TOKEN_PATH');
  if (given !== null) return given;
  const home = set(source, 'HF_HOME');
  if (home !== null) return path.join(home, 'token');
  const cache = set(source, 'XDG_CACHE_HOME') ?? path.join(source.home, '.cache');
  return path.join(cache, 'huggingface', 'token');
}

/** A path in a variable, with `~` and `$NAME` expanded as `huggingface_hub` does; `null` when it is not set. */
function set(source: TokenSource, name: string): string | null {
  const value = source.env[name] ?? '';
  if (value.trim() === '') return null;
  const expanded = value.replace(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (all, plain?: string, braced?: string) => source.env[plain ?? braced ?? ''] ?? all,
  );
  return expanded === '~' || /^~[/\\]/.test(expanded) ? path.join(source.home, expanded.slice(1)) : expanded;
}

function read(source: TokenSource, file: string): string | null {
  try {
    return source.readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new KnownError('no-token', `The token file ${file} cannot be read${code}`, {
      hint: 'Mend its permissions, or set HF_TOKEN.',
      details: { looked_in: [file] },
    });
  }
}

function clean(text: string): string {
  return text.replace(/[\r\n]/g, '').trim();
}

function tokenFrom(value: string, where: string): Token {
  if (!isToken(value)) throw noToken(` (in ${where})`, where);
  return new Token(value);
}

/** A header can hold nothing else. */
function isToken(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

function noToken(whence: string, ...looked_in: readonly string[]): KnownError {
  return new KnownError(
    'no-token',
    `The token has a space, a control character or a letter outside ASCII${whence}`,
    { hint: 'Copy it again from the Hub’s settings: a token begins with hf_.', details: { looked_in } },
  );
}
