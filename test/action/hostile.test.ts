import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCommands } from '../../src/action/actions-run.ts';
import { acme } from '../cli/support/scene.ts';
import { hostileNames } from '../render/samples.ts';
import { commandsIn } from './runner.ts';
import { stage } from './stage.ts';

describe('text from files and from the Hub', () => {
  it('is never a command: nothing that a log can hold begins one', () => {
    const piece = fc.constantFrom(
      ...'::',
      '##[',
      '::error::',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u0085',
      'set-output name=x',
      ']',
      'a',
      '#',
      ':',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: piece })), (text) => {
        expect(commandsIn(withoutCommands(text))).toEqual([]);
      }),
      { numRuns: 10 * Number(process.env['PROPERTY_RUNS'] ?? 100) },
    );
  });

  it('is left as it is otherwise', () => {
    const text = '+ ada read -> write  groups.yaml:7  a: b :: c\n\n  # comment [x]';
    expect(withoutCommands(text)).toBe(text);
  });

  it('goes through the whole action as data', async () => {
    // A live group can be called anything; it is found by its id. A reason is free text of the file.
    const groups = Object.fromEntries(
      names.map((name, index) => [`${name.slice(0, 190)} ${index}`, { id: idOf(index), members: {} }]),
    );
    const declared = names.map((name, index) => {
      const reason = JSON.stringify(name.slice(0, 200));
      return `  Group ${index}:\n    id: "${idOf(index)}"\n    members:\n      lee: { role: read, reason: ${reason} }\n`;
    });
    const base = 'version: 1\norganization: acme-ai\ngroups:\n  Foundation Models: {}\n';
    const { propose, merge, run, comments } = await stage(base, {
      seed: { ...acme, groups: { ...acme.groups, ...groups } },
    });
    const proposed = propose(`${base}${declared.join('')}`);
    const planned = await run('plan', proposed.event);
    expect(planned).toMatchObject({ code: 0, outputs: { to_add: String(names.length) } });
    const applied = await run('apply', merge(proposed));
    expect(applied).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    for (const { commands, stderr } of [planned, applied]) expect([commands, stderr]).toEqual([[], '']);
    expectVisible([planned.summary, applied.summary, planned.log, applied.log, ...comments(proposed.number)]);
  });

  it('is data in errors too', async () => {
    const keys = names.map((name, index) => `${JSON.stringify(`${name} ${index}`)}: 1\n`);
    const { push, run } = await stage('version: 1\norganization: acme-ai\n');
    const ran = await run('validate', push(`version: 1\norganization: acme-ai\n${keys.join('')}`));
    expect(ran.code).toBe(1);
    expect(new Set(ran.commands.map(({ name }) => name))).toEqual(new Set(['error']));
    // Ten at most are shown: the last one counts the rest.
    expect(ran.commands).toHaveLength(10);
    expectVisible([ran.summary, ran.log]);
  });
});

const names = [...hostileNames, '##[error]x', '@everyone <img src=x> ```'];
const idOf = (index: number): string => index.toString(16).padStart(24, 'c');

function expectVisible(texts: readonly string[]): void {
  const hidden = ['\u001b', '\u202e', '\u200b'];
  for (const text of texts) expect(hidden.filter((character) => text.includes(character))).toEqual([]);
}
