import type { Command } from 'commander';
import type { Run } from './command.ts';
import { textOption, whole } from './options.ts';
import type { SandboxOptions } from './run/sandbox.ts';

/** `hf-groups sandbox`: an embedded Hub on loopback to try things on. */
export function addSandbox(program: Command, run: Run): void {
  program
    .command('sandbox')
    .summary('run an embedded Hub to try things on')
    .description(
      'Starts a Hub on 127.0.0.1 that behaves like the real one, and prints HF_ENDPOINT and HF_TOKEN for it. It forgets everything when it ends (Ctrl-C).',
    )
    .option('--port <n>', 'the port; 0 for a free one', whole(0, 65_535), 0)
    .addOption(
      textOption(
        '--seed <file>',
        'what it starts with: a seed, or a snapshot of `plan --save-live` (default: what groups.example.yaml fits)',
      ),
    )
    .addOption(textOption('--faults <file>', 'what goes wrong: a fault script, to rehearse'))
    .option('--latency <ms>', 'how long each answer takes', whole(0, 60_000), 0)
    .action((_options, command: Command) =>
      run(async (io) => {
        const { sandbox } = await import('./run/sandbox.ts');
        return sandbox(io, command.optsWithGlobals<SandboxOptions>());
      }),
    );
}
