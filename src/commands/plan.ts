import type { Command } from 'commander';
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
    .option('-o, --out <file>', 'save the plan, for `apply PLAN` and `show PLAN`')
    .option('--base <path|git-ref>', 'tell what this change asks for from what was pending anyway')
    .option('--detailed-exitcode', 'exit 2 when there are changes')
    .option('--live <file>', 'plan against a saved snapshot, without a token or network')
    .option('--save-live <file>', 'save what was read of the Hub')
    .addOption(formatOption(planFormats))
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
