import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createActionsRun } from '../../src/action/actions-run.ts';
import { ioFor, type World } from '../../src/action/world.ts';
import type { InterruptSignal } from '../../src/run/io.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import { at } from '../render/builders.ts';
import { SkippingClock } from '../support/clock.ts';
import { commandsIn, outputsIn } from './runner.ts';

function running(env: Readonly<Record<string, string>> = {}) {
  let log = '';
  const run = createActionsRun(env, (text) => {
    log += text;
  });
  return { run, log: () => log };
}

describe('a run of a job', () => {
  it('hands on outputs, whatever is in them, each under a name that cannot be guessed', () => {
    const file = path.join(temporaryFolder(), 'output');
    const { run } = running({ GITHUB_OUTPUT: file });
    run.setOutput('one', 'a\nb');
    run.setOutput('two', '');
    const text = readFileSync(file, 'utf8');
    expect(outputsIn(text)).toEqual({ one: 'a\nb', two: '' });
    const ends = [...text.matchAll(/<<(end-\S+)/g)].map(([, end]) => end);
    expect(new Set(ends).size).toBe(2);
    for (const end of ends) expect(end).toMatch(/^end-[0-9a-f-]{36}$/);
  });

  it('adds to the summary', async () => {
    const file = path.join(temporaryFolder(), 'summary');
    const { run } = running({ GITHUB_STEP_SUMMARY: file });
    await run.addSummary('# One');
    await run.addSummary('Two');
    expect(readFileSync(file, 'utf8')).toBe('# One\nTwo\n');
  });

  it('goes on without these files, which an older runner does not have', async () => {
    const { run, log } = running({ GITHUB_OUTPUT: '' });
    run.setOutput('one', 'a');
    await run.addSummary('# One');
    expect(log()).toBe('');
  });

  it('tells commands so that the runner reads what was meant', () => {
    const { run, log } = running();
    run.mask('50%\r\nof: it,');
    run.annotate({ level: 'error', title: 'a: b, c%', message: 'x: y,\nz%', source: at(7, 'a,b:c.yaml') });
    run.annotate({ level: 'notice', title: 't', message: 'm', source: null });
    run.info('a::b\n::error::no\n##[error]no');
    expect(log()).toContain('::add-mask::50%25%0D%0Aof: it,\n');
    expect(log()).toMatch(/\na::b\n: :error::no\n## \[error\]no\n$/);
    expect(log()).toMatch(/^::error title=a%3A b%2C c%25,file=a%2Cb%3Ac\.yaml,line=7,col=7::x: y,%0Az%25$/m);
    expect(commandsIn(log()).map(({ name, message }) => [name, message])).toEqual([
      ['add-mask', '50%\r\nof: it,'],
      ['error', 'x: y,\nz%'],
      ['notice', 'm'],
    ]);
  });
});

function worldWith() {
  const { run, log } = running();
  let handle = (_: InterruptSignal): void => {};
  let isListening = false;
  const world: World = {
    env: {},
    run,
    temporary: '/nowhere',
    clock: new SkippingClock(-1),
    now: () => new Date('2026-11-20T12:00:00Z'),
    random: () => 0.25,
    onSignal: (given) => {
      handle = given;
      isListening = true;
      return () => {
        isListening = false;
      };
    },
    abort: (code) => {
      throw new Error(`aborted with ${code}`);
    },
  };
  const io = ioFor(world, { folder: '/folder', env: { HF_TOKEN: 'hf_ofThisVeryRun0000' } });
  return { io, world, log, signal: (one: InterruptSignal) => handle(one), isListening: () => isListening };
}

describe('the world of the commands', () => {
  it('has one log for both outputs, in which no token stands, and is no terminal', async () => {
    const { io, log } = worldWith();
    io.stdout.write('zero\none\n');
    io.stderr.write('two\n\n');
    io.stdout.write('');
    io.stdout.write('hf_ofThisVeryRun0000');
    expect(log()).toBe('zero\none\ntwo\n\n[token]\n');
    expect([io.stdout.isTTY, io.stdout.columns, await io.stdout.flush()]).toEqual([false, undefined, null]);
  });

  it('gives what it is given, and nothing else', async () => {
    const { io, world } = worldWith();
    expect([io.folder, io.home, io.now(), io.random(), io.clock]).toEqual([
      '/folder',
      '/folder',
      world.now(),
      0.25,
      world.clock,
    ]);
    expect(await text(io.stdin)).toBe('');
    expect(() => io.secret()).toThrow('The action starts no embedded Hub');
    expect(() => io.abort(3)).toThrow('aborted with 3');
  });

  it('hears the first signal, and no other', () => {
    const { io, signal, isListening } = worldWith();
    const heard: string[] = [];
    const stop = io.onSignal((one) => void heard.push(one));
    signal('SIGINT');
    signal('SIGTERM');
    expect([heard, isListening()]).toEqual([['SIGINT'], true]);
    stop();
    expect(isListening()).toBe(false);
  });
});
