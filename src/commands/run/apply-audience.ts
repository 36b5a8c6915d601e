import { renderPlanText } from '../../render/plan-text.ts';
import type { Audience } from '../../run/apply-audience.ts';
import type { Console } from '../../run/console.ts';
import type { Io } from '../../run/io.ts';
import type { ApplyOptions } from './apply-options.ts';
import { askApproval } from './approval.ts';
import { startProgress } from './progress.ts';

/** Whoever sits before the streams of the program. */
export function audienceOf(io: Io, console: Console, { format }: Pick<ApplyOptions, 'format'>): Audience {
  const { verbose } = console;
  return {
    // In text the plan belongs to the result; to a program that reads the report it is not part of it. Who is to approve
    // it must see it even with `--quiet`.
    show: (plan, asks) => {
      if (format === 'text')
        io.stdout.write(
          `${renderPlanText(plan, { palette: console.palette, verbose, applying: true })}${asks ? '' : '\n'}`,
        );
      else if (!console.quiet || asks)
        io.stderr.write(renderPlanText(plan, { palette: console.errorPalette, verbose, applying: true }));
    },
    ask: async ({ organization }, stop) =>
      io.stdin.isTTY === true
        ? askApproval(io, `Make these changes in ${organization}?`, stop)
        : 'cannot-ask',
    begin: (total) => startProgress(io, console, total),
  };
}
