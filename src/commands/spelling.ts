import type { Command, Option } from 'commander';
import { KnownError } from '../errors.ts';
import { nearest } from '../text/nearest.ts';
import { commandsElsewhere, type Elsewhere, optionsElsewhere } from './elsewhere.ts';
import { seeHelp } from './usage.ts';

/**
 * The command line in this program's spelling. Terraform's is taken where it is clear: `-out=FILE`, `-auto-approve`,
 * `--json`, `version`. A single dash with a long name would otherwise be a short option with a value: `-out=p.json`
 * would write a file `ut=p.json`.
 *
 * @throws KnownError `usage` for what is known from elsewhere and has another name here
 */
export function ownSpelling(words: readonly string[], program: Command): readonly string[] {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const name = words[at];
  const command = program.commands.find((one) => one.name() === name);
  if (name === 'version') return ['--version'];
  if (name !== undefined && command === undefined)
    refuseElsewhere(commandsElsewhere, name, `\`${name}\``, words, program);
  const options = new Options([...program.options, ...(command?.options ?? [])]);
  const spelled: string[] = [];
  let isValue = false;
  for (const [index, word] of words.entries()) {
    if (word === '--' && !isValue) return [...spelled, ...words.slice(index)];
    const own: string = isValue || !word.startsWith('-') ? word : ownOption(word, options, words, program);
    isValue = !isValue && options.takesNext(own);
    spelled.push(own);
  }
  return spelled;
}

/** The options that a command line may have. */
class Options {
  readonly #options: readonly Option[];

  constructor(options: readonly Option[]) {
    this.#options = options;
  }

  get names(): readonly string[] {
    return this.#options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long.slice(2)]));
  }

  /** By its long name, without dashes. */
  long(name: string): Option | undefined {
    return this.#options.find(({ long }) => long === `--${name}`);
  }

  short(letter: string): Option | undefined {
    return this.#options.find(({ short }) => short === `-${letter}`);
  }

  /** Whether the word is an option whose value is the next word. */
  takesNext(word: string): boolean {
    return this.#options.some(({ short, long, required }) => required && (word === short || word === long));
  }
}

function ownOption(word: string, options: Options, words: readonly string[], program: Command): string {
  const found = /^(--?)([A-Za-z][A-Za-z0-9_-]*)(?:=(.*))?$/s.exec(word);
  if (found === null) return word;
  const [, dashes, name = '', value] = found;
  const isFlag = name === 'help' || name === 'version';
  const option = options.long(name);
  if (option !== undefined || isFlag) {
    if (value === undefined) return `--${name}`;
    if (option?.required === true) return `--${name}=${value}`;
    throw usage(`\`--${name}\` takes no value`, 'Give it alone, or leave it out.', words, program);
  }
  if (
    name === 'json' &&
    value === undefined &&
    options.long('format')?.argChoices?.includes('json') === true
  ) {
    return '--format=json';
  }
  refuseOther(name, `${dashes}${name}`, words, program);
  const short = dashes === '-' ? options.short(name.charAt(0)) : undefined;
  if (short === undefined || (name.length === 1 && value !== undefined)) {
    if (name.length === 1 && short?.required === true) return `${short.long}=${value}`;
    refuseElsewhere(optionsElsewhere, name, `\`${dashes}${name}\``, words, program);
    return word;
  }
  const meant = name.length === 1 ? null : nearest(name, options.names);
  if (meant !== null || optionsElsewhere[name] !== undefined) {
    refuseElsewhere(optionsElsewhere, name, `\`-${name}\``, words, program);
    throw usage(`\`-${name}\` is not an option`, `Did you mean \`--${meant}\`?`, words, program);
  }
  return word;
}

/** What one command has is often written behind another. */
function refuseOther(name: string, written: string, words: readonly string[], program: Command): void {
  const [command] = words.filter((word) => !word.startsWith('-'));
  const others = program.commands.filter(({ options }) => options.some(({ long }) => long === `--${name}`));
  const [first] = others;
  if (first === undefined) return;
  if (!program.commands.some((one) => one.name() === command)) {
    const meant = others.find((one) => words.includes(one.name())) ?? first;
    const right = `hf-groups ${meant.name()} ${written} …`;
    throw usage(`\`${written}\` stands behind a command`, `Did you mean \`${right}\`?`, words, program);
  }
  const names = others.map((one) => `\`${one.name()}\``).join(', ');
  throw usage(`\`${command}\` has no \`${written}\``, `It is an option of ${names}.`, words, program);
}

function refuseElsewhere(
  table: Readonly<Record<string, Elsewhere>>,
  name: string,
  written: string,
  words: readonly string[],
  program: Command,
): void {
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  if (known === undefined) return;
  throw usage(`There is no ${written} here. ${known.why}`, known.ours, words, program);
}

function usage(message: string, hint: string, words: readonly string[], program: Command): KnownError {
  return new KnownError('usage', message, { hint: `${hint} ${seeHelp(program, words)}` });
}
