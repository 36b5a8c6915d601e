import { Command } from 'commander';
import { version } from '../run/version.ts';
import { addAccess } from './access.ts';
import { addApply } from './apply.ts';
import type { Run } from './command.ts';
import { addCompletion } from './completion.ts';
import { addDoctor } from './doctor.ts';
import { addGrant } from './grant.ts';
import { helpNotesText } from './help.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addPlan } from './plan.ts';
import { addRevoke } from './revoke.ts';
import { addSandbox } from './sandbox.ts';
import { addShow } from './show.ts';
import { addValidate } from './validate.ts';

/**
 * The program with all its commands. It is also what `docs/cli.md` is generated from.
 *
 * @param run is given the action of the command that the words name
 * @param print is given help and version
 */
export function createProgram(run: Run, print: (text: string) => void): Command {
  const program = new Command('hf-groups')
    .usage('<command> [options]')
    .description(
      'Access as code for organizations on the Hugging Face Hub: who is in which Resource Group, by a YAML file.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .option('--no-color', 'no colour, also on a terminal')
    .option('-q, --quiet', 'nothing on standard error but errors and questions')
    .option('-v, --verbose', 'also every request, and who is left alone')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showHelpAfterError(false)
    .exitOverride()
    // What is wrong with the words is an error like any other, and is printed where those are.
    .configureOutput({ writeErr: () => {}, writeOut: print });
  const commands = [
    ...[addValidate, addPlan, addApply, addShow],
    ...[addImport, addGrant, addRevoke, addAccess],
    ...[addDoctor, addInit, addSandbox, addCompletion],
  ];
  for (const add of commands) add(program, run);
  program.addHelpText('after', helpNotesText(''));
  for (const command of program.commands) command.addHelpText('after', helpNotesText(command.name()));
  return program;
}
