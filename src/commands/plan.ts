import { type Command, Option } from 'commander';
import type { Run } from './command.ts';
import { planFormats } from './formats.ts';
import {
  concurrencyOption,
  endpointOption,
  fileOption,
  formatOption,
  groupOption,
  optionGroups,
  textOption,
  timeoutOption,
} from './options.ts';
import type { PlanOptions } from './run/plan.ts';

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
