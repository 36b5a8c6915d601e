import { Argument, type Command } from 'commander';
import { exitCodes } from '../run/io.ts';
import type { Run } from './command.ts';
import { type Shell, shells } from './completion/shells.ts';

/** `hf-groups completion SHELL`: what the shell evaluates to complete command lines. */
export function addCompletion(program: Command, run: Run): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell that reads it').choices(shells))
    .summary('print what a shell needs to complete command lines')
    .description(
      'Prints a script for the shell, made from the commands as they are declared. Reads nothing, and asks nobody.',
    )
    .action((shell: Shell) =>
      run(async (io) => {
        const { completionScript } = await import('./completion/script.ts');
        io.stdout.write(completionScript(program, shell));
        return exitCodes.ok;
      }),
    );
}
