import { isObject } from '../live/read.ts';
import type { Deviation } from '../model/doctor.ts';
import { described, type Form, type JsonKind } from './described.ts';
import { type Facts, type ProbeName, probeNames } from './facts.ts';

/** Differences of one answer that are told; one slip is usually in every object. */
const mostOfOne = 30;

/** What every answer has. */
const headerNames = ['RateLimit', 'RateLimit-Policy', 'X-Request-Id', 'Date'] as const;

/**
 * What the Hub answers otherwise than it is described, once for each place, with how often it was met. What is told of
 * a word from outside is the word alone, and only where it looks like one of a format and is nobody's name.
 */
export function deviationsIn({
  answers,
  organization,
}: Pick<Facts, 'answers' | 'organization'>): readonly Deviation[] {
  const asked = probeNames.flatMap((name) => {
    const answer = answers[name];
    return answer?.kind === 'answer' ? [{ name, answer }] : [];
  });
  const names = new Set(organization === null ? [] : [organization.toLowerCase()]);
  for (const { name, answer } of asked) collectNames(answer.json, described[name].form, names);
  return asked.flatMap(({ name, answer }) => {
    const { request, form } = described[name];
    const missing = headerNames.filter((header) => !answer.headers.has(header.toLowerCase()));
    const headers = missing.map(
      (header): Deviation => ({ kind: 'header', request, what: `header ${header} is missing` }),
    );
    if (answer.status !== 200) {
      const what = `HTTP ${answer.status}`;
      return expected(name, answer.status) ? headers : [...headers, { kind: 'status', request, what }];
    }
    const found = new Found(request, (word) => shownWord(word, names));
    found.look(answer.json, form, '');
    return [...headers, ...found.deviations()];
  });
}

/** Refusals that are described: no leave, no plan, not there, too many requests. */
function expected(name: ProbeName, status: number): boolean {
  return [401, 402, 403, 429].includes(status) || (status === 404 && name !== 'me');
}

class Found {
  readonly #request: string;
  readonly #show: (word: string) => string;
  /** How often each was met, by kind and words. */
  readonly #met = new Map<
    string,
    { readonly kind: Deviation['kind']; readonly what: string; times: number }
  >();

  constructor(request: string, show: (word: string) => string) {
    this.#request = request;
    this.#show = show;
  }

  look(value: unknown, form: Form, where: string): void {
    const kind = kindOf(value);
    if (!form.kinds.includes(kind)) {
      this.#note('field', where, `${kind} where ${form.kinds.join(' or ')} is described`);
    } else if (kind === 'text' && form.values !== null && !form.values.includes(String(value))) {
      this.#note('value', where, `value ${this.#show(String(value))} is not described`);
    } else if (Array.isArray(value) && form.items !== null) {
      for (const item of value) this.look(item, form.items, `${where}[]`);
    } else if (isObject(value) && form.fields !== null) {
      this.#lookInto(new Map(Object.entries(value)), form.fields, where);
    }
  }

  deviations(): readonly Deviation[] {
    const all = [...this.#met.values()].map(
      ({ kind, what, times }): Deviation => ({
        kind,
        request: this.#request,
        what: times === 1 ? what : `${what} (${times} times)`,
      }),
    );
    const more = all.length - mostOfOne;
    if (more <= 0) return all;
    return [...all.slice(0, mostOfOne), { kind: 'field', request: this.#request, what: `and ${more} more` }];
  }

  #lookInto(value: ReadonlyMap<string, unknown>, fields: NonNullable<Form['fields']>, where: string): void {
    for (const [name, { form, required }] of Object.entries(fields)) {
      const inner = value.get(name);
      if (inner !== undefined) this.look(inner, form, where === '' ? name : `${where}.${name}`);
      else if (required) this.#note('field', where, `field ${name} is missing`);
    }
    for (const [name, inner] of value) {
      if (!Object.hasOwn(fields, name)) {
        this.#note('field', where, `field ${this.#show(name)} (${kindOf(inner)}) is not described`);
      }
    }
  }

  #note(kind: Deviation['kind'], where: string, words: string): void {
    const what = where === '' ? words : `${where}: ${words}`;
    const met = this.#met.get(`${kind} ${what}`);
    if (met === undefined) this.#met.set(`${kind} ${what}`, { kind, what, times: 1 });
    else met.times += 1;
  }
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    default:
      return 'object';
  }
}

/** A word of a format, such as a field or a role. A long one, or one with other signs, may be anything. */
function shownWord(word: string, names: ReadonlySet<string>): string {
  const isOne = /^[A-Za-z][A-Za-z_-]{0,30}$/.test(word) && !/hf_|gh[opsru]_|api_org_/.test(word);
  return isOne && !names.has(word.toLowerCase()) ? `“${word}”` : '(not shown, since it may be a name)';
}

/** The texts of all fields that hold somebody's or something's own name. */
function collectNames(value: unknown, form: Form, names: Set<string>): void {
  if (Array.isArray(value)) {
    if (form.items !== null) for (const item of value) collectNames(item, form.items, names);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = form.fields !== null && Object.hasOwn(form.fields, key) ? form.fields[key] : undefined;
    if (field?.names === true && typeof inner === 'string') {
      names.add(inner.toLowerCase());
      for (const part of inner.toLowerCase().split(/[^\p{L}\p{N}_-]+/u)) names.add(part);
    } else if (field !== undefined) collectNames(inner, field.form, names);
  }
}
