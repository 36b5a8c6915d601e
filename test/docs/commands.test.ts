import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { declaredProgram } from '../../scripts/docs/cli-reference.ts';
import { fencesIn, withoutFences } from '../../scripts/docs/markdown.ts';
import { shellLine } from '../../scripts/docs/words.ts';
import { fencesOf, markdownFiles, readProjectFile } from './pages.ts';

/** Why the program does not take a command line; `null` when it does. */
async function complaintOf(line: string): Promise<string | null> {
  try {
    await declaredProgram().parseAsync(shellLine(line).words.slice(1), { from: 'user' });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for ends this way too.
    return error.exitCode === 0 || error.code === 'commander.help' ? null : error.message;
  }
}

const isRun = (line: string): boolean => shellLine(line).words[0] === 'hf-groups';

function linesOf(language: string): readonly { place: string; line: string; wrong: boolean }[] {
  return fencesOf(language).flatMap(({ place, info, lines }) =>
    lines
      .map((line) => (language === 'console' ? /^\$ (.+)/.exec(line)?.[1] : line))
      .filter((line) => line !== undefined && isRun(line))
      .map((line = '') => ({ place, line, wrong: info.includes('wrong') })),
  );
}

/**
 * `hf-groups …` within a sentence; a line with `[options]` shows the form, and capitals stand for something else.
 * `hf-groups / plan` is the name of a status.
 */
const inline = markdownFiles.flatMap((path) =>
  [...withoutFences(readProjectFile(path)).matchAll(/`(hf-groups [^`\n]+)`/g)]
    .map(([, line = '']) => ({ place: path, line: line.replace('COMMAND', 'plan'), wrong: false }))
    .filter(({ line }) => !/\[options\]|…|^hf-groups \/ /.test(line)),
);

describe('command lines', () => {
  it.each([...linesOf('console'), ...linesOf('sh'), ...inline])('$place: $line', async ({ line, wrong }) => {
    if (wrong) expect(await complaintOf(line)).not.toBeNull();
    else expect(await complaintOf(line)).toBeNull();
  });

  it('are looked at by the program itself', async () => {
    expect(linesOf('console').length).toBeGreaterThan(20);
    expect(await complaintOf('hf-groups plan --fille x')).toContain('--fille');
    expect(await complaintOf('hf-groups reimport acme-ai')).not.toBeNull();
  });

  it.each(markdownFiles)(
    'of %s give the shell both variables of each sandbox before another command',
    (path) => {
      const lines = fencesIn(readProjectFile(path))
        .filter(({ info }) => info[0] === 'console')
        .flatMap((fence) => fence.lines.filter((line) => line.startsWith('$ ')));
      const started = lines.flatMap((line, at) => (/^\$ hf-groups sandbox /.test(line) ? [at] : []));
      for (const at of started) {
        expect(lines.slice(at + 1).find((line) => !/^\$ git /.test(line))).toMatch(
          /^\$ export HF_ENDPOINT=\S+ HF_TOKEN=\S+$/,
        );
      }
    },
  );

  it('of npm name scripts that exist', () => {
    const shell = fencesOf('sh').flatMap(({ lines }) => lines);
    const named = shell.flatMap((line) =>
      [...line.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name),
    );
    expect(named).toContain('demo');
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
  });

  it('of the set-up are the two that the README promises', () => {
    const blocks = fencesOf('sh').filter(({ place }) => place.startsWith('README.md'));
    const commands = blocks.map(({ lines }) => lines.join('\n'));
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  });
});
