import { InvalidArgumentError, Option } from 'commander';
import { type GuardName, guardNames } from '../model/plan.ts';
import { defaultBatchSize, defaultConcurrency, defaultFile, defaultTimeout } from '../run/defaults.ts';

/** Options of the commands that read the configuration. */
export interface FileOptions {
  readonly file?: readonly string[];
}

/** Options of the commands that change the configuration. */
export interface EditOptions extends FileOptions {
  readonly dryRun?: true;
  readonly check?: true;
}

/** Under what the help of a command lists its options. */
export const optionGroups = {
  input: 'What it is about:',
  live: 'What is live:',
  output: 'What comes out:',
  approval: 'What may be made:',
  hub: 'The Hub:',
} as const;

export const fileOption = (): Option =>
  new Option(
    '-f, --file <path>',
    `a configuration file, a folder of *.yaml files, or - for standard input (repeatable; default: ${defaultFile})`,
  )
    .argParser(collect)
    .helpGroup(optionGroups.input);

/** The files of a command that changes them: standard input cannot be changed. */
export const editedFileOption = (): Option =>
  new Option(
    '-f, --file <path>',
    `a configuration file, or a folder of *.yaml files (repeatable; default: ${defaultFile})`,
  )
    .argParser(collect)
    .helpGroup(optionGroups.input);

export const groupOption = (): Option =>
  new Option('--group <name>', 'only this group, by its name or id (repeatable)')
    .argParser(collect)
    .helpGroup(optionGroups.input);

/** The groups of a command that shows them all, declared or not. */
export const accessGroupOption = (): Option =>
  new Option('--group <name>', 'only this group, declared or not, by its name or id (repeatable)')
    .argParser(collect)
    .helpGroup(optionGroups.input);

export const endpointOption = (): Option =>
  new Option('--endpoint <url>', 'the Hub to talk to (default: HF_ENDPOINT, or https://huggingface.co)')
    .argParser(filled)
    .helpGroup(optionGroups.hub);

export const concurrencyOption = (): Option =>
  new Option('--concurrency <n>', 'requests at the same time, at most')
    .argParser(whole(1, 64))
    .default(defaultConcurrency)
    .helpGroup(optionGroups.hub);

export const timeoutOption = (): Option =>
  new Option('--timeout <seconds>', 'how long one request may take')
    .argParser(seconds)
    .default(defaultTimeout)
    .helpGroup(optionGroups.hub);

export const batchSizeOption = (): Option =>
  new Option('--batch-size <n>', 'members in one add-users call, at most')
    .argParser(whole(1, 1000))
    .default(defaultBatchSize)
    .helpGroup(optionGroups.hub);

export const waiveOption = (): Option =>
  new Option('--waive <guard>', 'let this run pass a guard (repeatable)')
    .choices([...guardNames])
    .argParser(guards)
    .helpGroup(optionGroups.approval);

export const digestOption = (): Option =>
  new Option('--digest <sha256>', 'go on only if the plan has this digest')
    .argParser((text) => {
      if (!/^sha256:[0-9a-f]{64}$/.test(text)) {
        throw new InvalidArgumentError('Expected `sha256:` and 64 hexadecimal digits.');
      }
      return text;
    })
    .helpGroup(optionGroups.approval);

export const dryRunOption = (): Option =>
  new Option('--dry-run', 'show the difference, and write nothing').helpGroup(optionGroups.output);

export const checkOption = (): Option =>
  new Option('--check', 'write nothing, and exit with 2 if something would be written').helpGroup(
    optionGroups.output,
  );

/** `--format`, with the first as default. */
export function formatOption<const F extends string>(formats: readonly [F, ...F[]]): Option {
  return new Option('--format <format>', 'how the result is written')
    .choices(formats)
    .default(formats[0])
    .helpGroup(optionGroups.output);
}

/** Takes a repeatable option apart: each use adds one, which counts once. */
export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  const words = before ?? [];
  return words.includes(filled(text)) ? words : [...words, text];
}

/**
 * An option with a file or another text. An empty one is refused: it comes of a variable that is not set, and would
 * name the working folder, or the real Hub.
 */
export function textOption(flags: string, description: string, group?: keyof typeof optionGroups): Option {
  const option = new Option(flags, description).argParser(filled);
  return group === undefined ? option : option.helpGroup(optionGroups[group]);
}

/** A saved plan, which stands alone in a command line. A configuration in its place is a slip, not a broken plan. */
export function savedPlan(text: string): string {
  if (/\.ya?ml$/i.test(text)) {
    throw new InvalidArgumentError(
      'Expected a plan that `plan --out` saved; a configuration is named with --file.',
    );
  }
  return filled(text);
}

function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected a value that is not empty.');
  return text;
}

function guards(text: string, before: readonly GuardName[] | undefined): readonly GuardName[] {
  const guard = guardNames.find((name) => name === text);
  if (guard === undefined) throw new InvalidArgumentError(`Allowed choices are ${guardNames.join(', ')}.`);
  return [...(before ?? []), guard];
}

/** A whole number within bounds. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

function seconds(text: string): number {
  const value = /^\d{1,6}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 3600))
    throw new InvalidArgumentError('Expected seconds, more than 0 and at most 3600.');
  return value;
}
