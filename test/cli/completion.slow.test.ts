import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run, startProcess, temporaryFolder } from './support/program.ts';

type Shell = 'bash' | 'zsh' | 'fish';

/** What a shell that has loaded the script proposes behind a command line, the last word of which is being typed. */
const ask: Readonly<Record<Shell, (script: string, line: string) => readonly string[]>> = {
  bash: (script, line) => [
    '--norc',
    '--noprofile',
    '-c',
    // As readline does it: the words of the line, cut at COMP_WORDBREAKS, and the function that is registered.
    `source ${script}
     [ "$(complete -p hf-groups)" = 'complete -F _hf_groups hf-groups' ] || exit 3
     COMP_WORDS=(${line
       .replaceAll('=', ' = ')
       .split(' ')
       .map((word) => `'${word}'`)
       .join(' ')})
     COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
     _hf_groups
     printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  // In a terminal of its own, since zsh completes in one alone; what it would add is printed in place of that.
  zsh: (script, line) => [
    '-f',
    '-c',
    `zmodload zsh/zpty
     zpty shell zsh -f -i
     zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; source ${script}
       begin() { print -r -- BEGIN; }; finish() { print -r -- END; exit; }
       compprefuncs=(begin); comppostfuncs=(finish)
       bindkey '^I' complete-word; zstyle ':completion:*' list-max 0
       compadd() {
         if [[ \\\${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd \\"\\$@\\"; return \\$?; fi
         local -a hits; builtin compadd -A hits \\"\\$@\\"; (( \\$#hits )) && print -rl -- WORD:\\$^hits
       }
       print READY"
     zpty -r shell out '*READY*READY*'
     zpty -n -w shell "${line}"$'\\t'
     zpty -r shell out '*BEGIN*END*'
     print -r -- "$out"`,
  ],
  fish: (script, line) => ['--no-config', '-c', `source ${script}; complete -C '${line}'`],
};

describe.each(['bash', 'zsh', 'fish'] as const)('in %s', (shell) => {
  let folder = '';
  let script = '';

  beforeAll(() => {
    // A shell that is missing is no reason to pass.
    execFileSync(shell, ['-c', 'exit 0']);
  });

  const proposed = async (line: string): Promise<readonly string[]> => {
    folder = temporaryFolder();
    script = path.join(folder, 'completion');
    writeFileSync(script, (await run(['completion', shell])).stdout);
    mkdirSync(path.join(folder, 'here'));
    for (const name of ['plan.json', 'my groups.yaml']) writeFileSync(path.join(folder, 'here', name), '');
    const { stdout, stderr, code } = await startProcess(shell, ask[shell](script, line), {
      cwd: path.join(folder, 'here'),
      env: { TERM: 'dumb', HOME: folder },
    }).ended;
    if (code !== 0 && stdout === '') throw new Error(`${shell} ended with ${code}: ${stderr}`);
    const lines = stdout.split(/\r?\n/);
    const words = shell === 'zsh' ? lines.flatMap((one) => /WORD:(.*)$/.exec(one)?.[1] ?? []) : lines;
    return words.map((one) => one.split('\t')[0]?.trim() ?? '').filter((one) => one !== '');
  };

  it('proposes the commands', async () => {
    expect(await proposed('hf-groups ')).toEqual(
      expect.arrayContaining(['plan', 'apply', 'doctor', 'completion']),
    );
    expect(await proposed('hf-groups do')).toEqual(['doctor']);
  });

  it('proposes the options of a command, and those of every command', async () => {
    const options = await proposed('hf-groups plan --');
    expect(options).toEqual(expect.arrayContaining(['--base', '--format', '--out', '--quiet']));
    expect(options).not.toContain('--auto-approve');
  });

  it('proposes what an option may be', async () => {
    const formats = ['html', 'json', 'markdown', 'text'];
    expect((await proposed('hf-groups plan --format ')).toSorted()).toEqual(formats);
    expect(await proposed('hf-groups validate --format gi')).toEqual(['github']);
    expect(await proposed('hf-groups completion z')).toEqual(['zsh']);
  });

  it('proposes the value behind an equals sign', async () => {
    const [json = '', ...others] = await proposed('hf-groups plan --format=js');
    expect([json.replace('--format=', ''), others]).toEqual(['json', []]);
  });

  it('proposes files where one is wanted, and nothing where anything may stand', async () => {
    expect(await proposed('hf-groups show pl')).toEqual(['plan.json']);
    expect((await proposed('hf-groups plan --file my')).map((name) => name.replaceAll('\\', ''))).toEqual([
      'my groups.yaml',
    ]);
    expect(await proposed('hf-groups grant ')).toEqual([]);
    expect(await proposed('hf-groups grant ada wr')).toEqual(['write']);
  });
});
