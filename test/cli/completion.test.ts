import { describe, expect, it } from 'vitest';
import { completedOf } from '../../src/commands/completion/completed.ts';
import { createProgram } from '../../src/commands/program.ts';
import { run } from './support/program.ts';

const program = completedOf(
  createProgram(
    async () => {},
    () => {},
  ),
);

describe('hf-groups completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints for %s every command and every option', async (shell) => {
    const { code, stdout, stderr } = await run(['completion', shell]);
    expect([code, stderr]).toEqual([0, '']);
    for (const { name, options } of program.commands) {
      expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
      for (const form of options.flatMap(({ forms }) => forms))
        expect(stdout).toContain(
          shell === 'fish' ? ` ${form.replace('--', '-l ').replace(/^-(?=\w$)/, '-s ')} ` : form,
        );
    }
  });

  it('knows what a value is: one of some, a file, or anything', () => {
    const plan = program.commands.find(({ name }) => name === 'plan');
    const values = Object.fromEntries(
      (plan?.options ?? []).map(({ forms, values: one }) => [forms.at(-1), one]),
    );
    expect(values).toMatchObject({
      '--file': { kind: 'files' },
      '--base': { kind: 'files' },
      '--out': { kind: 'files' },
      '--format': { kind: 'choices', choices: ['text', 'json', 'markdown', 'html'] },
      '--group': { kind: 'free' },
      '--detailed-exitcode': null,
    });
    const of = (name: string) => program.commands.find((one) => one.name === name)?.arguments[0]?.values;
    expect([of('show'), of('completion'), of('grant')]).toEqual([
      { kind: 'files' },
      { kind: 'choices', choices: ['bash', 'zsh', 'fish'] },
      { kind: 'free' },
    ]);
    expect(of('help')).toMatchObject({ choices: expect.arrayContaining(['plan', 'doctor']) });
  });

  it('has for another shell an error that names those that there are', async () => {
    const { code, stderr } = await run(['completion', 'csh']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/bash, zsh.+fish/);
  });
});
