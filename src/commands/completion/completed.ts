import type { Argument, Command, Option } from 'commander';

/** What can stand at a place of a command line. */
export type Values =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'files' }
  /** Anything: nothing is proposed. */
  | { readonly kind: 'free' };

/** An option, as shells complete it. */
export interface CompletedOption {
  /** `-f`, `--file`: the short form first, where there is one. */
  readonly forms: readonly string[];
  readonly description: string;
  /** What its value may be; `null` when it takes none. */
  readonly values: Values | null;
  readonly repeatable: boolean;
}

/** An argument without a dash. */
export interface CompletedArgument {
  readonly name: string;
  readonly description: string;
  readonly values: Values;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly CompletedArgument[];
}

/** Everything that can be typed behind the name of the program. */
export interface Completed {
  readonly name: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

/** The program as it declares itself, for the shells. */
export function completedOf(program: Command): Completed {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const names = commands.map((command) => command.name());
  return {
    name: program.name(),
    options: help.visibleOptions(program).map(optionOf),
    commands: commands.map((command) => ({
      name: command.name(),
      description: command.summary() || command.description(),
      options: help.visibleOptions(command).map(optionOf),
      arguments: command.registeredArguments.map((argument) => argumentOf(argument, names)),
    })),
  };
}

function optionOf({ short, long, description, argChoices, required, flags }: Option): CompletedOption {
  const values: Values | null = required ? valuesOf(argChoices, flags) : null;
  const forms = [short, long].filter((form): form is string => typeof form === 'string');
  return { forms, description, values, repeatable: description.includes('(repeatable') };
}

function argumentOf(argument: Argument, commands: readonly string[]): CompletedArgument {
  const { description } = argument;
  const name = argument.name();
  const choices = name === 'command' ? commands : argument.argChoices;
  return { name, description, values: valuesOf(choices, `<${name}>`) };
}

/** What a placeholder names: a saved plan is a file as well. */
function valuesOf(choices: readonly string[] | undefined, flags: string): Values {
  if (choices !== undefined) return { kind: 'choices', choices };
  return /<(?:file|path|folder|dir|plan)\b/i.test(flags) ? { kind: 'files' } : { kind: 'free' };
}
