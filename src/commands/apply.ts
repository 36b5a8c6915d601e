import { type Command, Option } from 'commander';
import type { Run } from './command.ts';
import { planFormats } from './formats.ts';
import {
  batchSizeOption,
  concurrencyOption,
  digestOption,
  endpointOption,
  fileOption,
  formatOption,
  groupOption,
  optionGroups,
  savedPlan,
  textOption,
  timeoutOption,
  waiveOption,
} from './options.ts';
import type { ApplyOptions } from './run/apply-options.ts';

/** `hf-groups apply [PLAN]`: make the changes. */
export function addApply(program: Command, run: Run): void {
  program
    .command('apply')
    .summary('make the changes')
    .description(
      'Plans, shows the plan, and makes it when the answer is `yes`. With a saved plan, makes that plan and asks nothing; what waives a guard is then what --file or --waive says.',
    )
    .argument('[plan]', 'a plan that `plan --out` saved', savedPlan)
    .addOption(fileOption())
    .addOption(groupOption())
    .addOption(
      new Option('--auto-approve', 'make the changes without asking').helpGroup(optionGroups.approval),
    )
    .addOption(digestOption())
    .addOption(waiveOption())
    .addOption(textOption('--report <file>', 'write what was done, as JSON', 'output'))
    .addOption(formatOption(planFormats))
    .addOption(endpointOption())
    .addOption(batchSizeOption())
    .addOption(concurrencyOption())
    .addOption(timeoutOption())
    .action((plan: string | undefined, _options, command: Command) =>
      run(async (io) => {
        const { apply } = await import('./run/apply.ts');
        return apply(io, plan, command.optsWithGlobals<ApplyOptions>());
      }),
    );
}
