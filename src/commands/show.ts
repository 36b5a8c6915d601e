import type { Command } from 'commander';
import type { Run } from './command.ts';
import { planFormats } from './formats.ts';
import { formatOption, savedPlan } from './options.ts';
import type { ShowOptions } from './run/show.ts';

/** `hf-groups show PLAN`: render a saved plan. */
export function addShow(program: Command, run: Run): void {
  program
    .command('show')
    .summary('render a saved plan')
    .description('Shows a plan that `plan --out` saved. Reads nothing but that file.')
    .argument('<plan>', 'the saved plan', savedPlan)
    .addOption(formatOption(planFormats))
    .action((plan: string, _options, command: Command) =>
      run(async (io) => {
        const { show } = await import('./run/show.ts');
        return show(io, plan, command.optsWithGlobals<ShowOptions>());
      }),
    );
}
