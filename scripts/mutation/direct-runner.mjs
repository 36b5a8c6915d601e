import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { collectTests, getFn, getHooks } from '@vitest/runner';

/** A test that waits for longer than this waits for ever. */
const longestTest = 20_000;

/** Fewer random cases than otherwise: a mutant has to be judged in seconds, and twice in the same way. */
const few = { PROPERTY_RUNS: '15', CHAOS_RUNS: '15', FUZZ_RUNS: '10' };

/** What Vitest's own collecting asks for. */
const config = {
  root: process.cwd(),
  setupFiles: [],
  name: '',
  passWithNoTests: true,
  allowOnly: true,
  sequence: { hooks: 'stack', shuffle: false, concurrent: false, seed: 0, setupFiles: 'list' },
  maxConcurrency: 1,
  testTimeout: longestTest,
  hookTimeout: longestTest,
  retry: 0,
  tags: [],
  strictTags: false,
};

/**
 * Stryker's test runner. Vitest loads all modules anew for every mutant, which takes a hundred
 * times as long as their tests do: here they are loaded once, and only the tests are run, one after the other, until one
 * fails. So nothing in a test or a module may stay from one run to the next, which `isolate: false` asks for anyway.
 */
class DirectRunner {
  static inject = [];
  /** By id: `FILE#NAME`, in the order of the files. */
  #tests = new Map();
  /** How many mutants were killed: what killed the last one is tried first on its neighbour. */
  #kills = 0;
  /** What tests want done after them. */
  #finishers = [];
  /** What tests fail with that are of no use here. */
  #needsProgram = null;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    Object.assign(process.env, few);
    const mine = new URL('./direct-vitest.mjs', import.meta.url).href;
    const hook = `export const resolve = (name, context, next) =>
      name === 'vitest' ? { url: ${JSON.stringify(mine)}, shortCircuit: true } : next(name, context);`;
    register(`data:text/javascript,${encodeURIComponent(hook)}`);
    globalThis.__stryker__ ??= {};
    ({ finishers: this.#finishers, needsProgram: this.#needsProgram } = await import(mine));
    await importFile(path.resolve('test/support/fixed-seed.ts'));
    const files = testFiles(process.env.MUTATION_TESTS ?? '');
    const specifications = files.map((file) => ({ filepath: path.resolve(file) }));
    for (const file of await collectTests(specifications, { config, importFile })) {
      if (file.result?.state === 'fail')
        throw new Error(`${file.filepath}: ${file.result.errors?.[0]?.stack}`);
      for (const task of file.tasks)
        this.#add(task, [getHooks(file)], `${path.relative('.', file.filepath)}#`);
    }
  }

  #add(task, hooks, before) {
    const name = `${before} ${task.name}`;
    if (task.type === 'suite') for (const one of task.tasks) this.#add(one, [...hooks, getHooks(task)], name);
    if (task.type === 'suite' || task.mode !== 'run') return;
    let id = name;
    for (let times = 2; this.#tests.has(id); times++) id = `${name} (${times})`;
    this.#tests.set(id, {
      id,
      task,
      hooks,
      file: path.resolve(before.split('#')[0] ?? ''),
      time: 0,
      killedAt: 0,
    });
  }

  async dryRun() {
    const ns = globalThis.__stryker__;
    const results = [];
    for (const test of this.#tests.values()) {
      ns.currentTestId = test.id;
      const error = await this.#run(test);
      ns.currentTestId = undefined;
      if (error === this.#needsProgram) {
        this.#tests.delete(test.id);
        continue;
      }
      results.push({
        id: test.id,
        name: test.id,
        fileName: test.file,
        timeSpentMs: test.time,
        ...(error === null
          ? { status: TestStatus.Success }
          : { status: TestStatus.Failed, failureMessage: String(error?.stack ?? error) }),
      });
    }
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: ns.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const ns = globalThis.__stryker__;
    const chosen = (testFilter ?? [...this.#tests.keys()])
      .map((id) => this.#tests.get(id))
      .sort((a, b) => b.killedAt - a.killedAt || a.time - b.time);
    ns.activeMutant = activeMutant.id;
    ns.hitCount = 0;
    ns.hitLimit = hitLimit;
    const results = [];
    try {
      for (const test of chosen) {
        const error = await this.#run(test);
        results.push({
          id: test.id,
          name: test.id,
          timeSpentMs: 0,
          ...(error === null
            ? { status: TestStatus.Success }
            : { status: TestStatus.Failed, failureMessage: String(error?.message ?? error).slice(0, 300) }),
        });
        if (error !== null) test.killedAt = ++this.#kills;
        if (error !== null || ns.hitCount > hitLimit) break;
      }
      const late = determineHitLimitReached(ns.hitCount, hitLimit);
      return toMutantRunResult(late ?? { status: DryRunStatus.Complete, tests: results });
    } finally {
      ns.activeMutant = undefined;
      ns.hitLimit = undefined;
    }
  }

  /** @returns what it failed with; `null` when it passed */
  async #run(test) {
    const { task, hooks } = test;
    const startedAt = performance.now();
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve(new Error('it takes too long')), longestTest);
    });
    const run = async () => {
      try {
        for (const { beforeEach } of hooks)
          for (const hook of beforeEach) await hook(task.context, task.suite);
        await getFn(task)();
        return null;
      } catch (error) {
        return error ?? new Error('nothing was thrown');
      } finally {
        for (const { afterEach } of hooks) for (const hook of afterEach) await hook(task.context, task.suite);
        for (const finish of this.#finishers.splice(0)) await finish();
      }
    };
    try {
      return await Promise.race([run(), late]);
    } finally {
      clearTimeout(timer);
      test.time = performance.now() - startedAt;
    }
  }
}

/** The quick tests of folders, `config` or `{config,kinds}`. */
function testFiles(folders) {
  return folders
    .replace(/[{}]/g, '')
    .split(',')
    .flatMap((folder) =>
      readdirSync(`test/${folder}`, { recursive: true, encoding: 'utf8' }).map(
        (file) => `test/${folder}/${file}`,
      ),
    )
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.slow.test.ts'))
    .sort();
}

function importFile(file) {
  return import(pathToFileURL(file).href);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'direct', DirectRunner)];
