import type { Command } from 'commander';
import { bashScript } from './bash.ts';
import { type Completed, completedOf } from './completed.ts';
import { fishScript } from './fish.ts';
import type { Shell } from './shells.ts';
import { zshScript } from './zsh.ts';

const scripts: Readonly<Record<Shell, (program: Completed) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** What a shell evaluates to complete the program's command lines. */
export function completionScript(program: Command, shell: Shell): string {
  return scripts[shell](completedOf(program));
}
