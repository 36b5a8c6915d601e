import { type Command, Option } from 'commander';
import { type PlanFormat, planFormats } from './formats.ts';
import {
  type CommonOptions,
  concurrencyOption,
  endpointOption,
  type FileOptions,
  fileOption,
  formatOption,
  groupOption,
  type HubOptions,
  optionGroups,
  textOption,
  timeoutOption,
} from './options.ts';
import type { Run } from './program.ts';

/** The words of `hf-groups plan`. */
export interface PlanOptions extends CommonOptions, FileOptions, HubOptions {
  readonly group?: readonly string[];
  readonly format: PlanFormat;
  readonly out?: string;
  readonly base?: string;
  readonly detailedExitcode?: true;
  readonly live?: string;
  readonly saveLive?: string;
}

/** `hf-groups plan`: what would change. Writes nothing to the Hub: it is given nothing that could. */
export function addPlan(program: Command, run: Run): void {
  program
    .command('plan')
    .summary('show what would change')
    .description(
      'Reads the organization, compares it with the configuration and shows the difference. Changes nothing.',
    )
    .addOption(fileOption())
    .addOption(groupOption())
    .addOption(
      textOption(
        '--base <path|git-ref>',
        'tell what this change asks for from what was pending anyway',
        'input',
      ),
    )
    .addOption(
      textOption('--live <file>', 'plan against a saved snapshot, without a token or network', 'live'),
    )
    .addOption(textOption('--save-live <file>', 'save what was read of the Hub', 'live'))
    .addOption(textOption('-o, --out <file>', 'save the plan, for `apply PLAN` and `show PLAN`', 'output'))
    .addOption(formatOption(planFormats))
    .addOption(
      new Option('--detailed-exitcode', 'exit with 2 when there are changes or blocked entries').helpGroup(
        optionGroups.output,
      ),
    )
    .addOption(endpointOption())
    .addOption(concurrencyOption())
    .addOption(timeoutOption())
    .action((_options, command: Command) =>
      run(async (io) => {
        const { plan } = await import('./run/plan.ts');
        return plan(io, command.optsWithGlobals<PlanOptions>());
      }),
    );
}
