import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { HandSeed } from '../../../src/sandbox/model.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';
import { type Ended, type Running, type RunOptions, run, start, temporaryFolder } from './program.ts';

export const ids = {
  models: '66670e5163145ca562cb1988',
  evaluation: '66670e5163145ca562cb1989',
} as const;

/** The token of every scene. No output, file or log may hold it. */
export const token = 'hf_TopS3cretOfTheScene';

/** A small organization: two groups, of which one has an admin, a writer and two readers. */
export const acme: HandSeed = {
  organization: 'acme-ai',
  email_domains: ['acme.ai'],
  members: {
    root: { role: 'admin', email: 'root@acme.ai' },
    Ada: { role: 'write', email: 'ada@acme.ai' },
    grace: { role: 'write', email: 'grace@acme.ai' },
    kim: { role: 'read', email: 'kim@acme.ai' },
    lee: { role: 'read', email: 'lee@acme.ai' },
    zoe: { role: 'read', email: 'zoe@acme.ai' },
  },
  groups: {
    'Foundation Models': {
      id: ids.models,
      members: { Ada: 'admin', grace: 'write', kim: 'read', zoe: 'read' },
      resources: [{ type: 'model', name: 'base', private: true }],
    },
    Evaluation: { id: ids.evaluation, members: { grace: 'admin', kim: 'read' } },
  },
  tokens: [{ token, name: 'ci', user: 'root', access: 'admin' }],
};

const head = 'version: 1\norganization: acme-ai\n';

/** Configurations for {@link acme}, by what they ask for. */
export const files = {
  /** What is there already. */
  nothing: `${head}groups:\n  Foundation Models:\n    members:\n      ada: admin\n`,
  /** One to add, one to change, one to remove. */
  three: `${head}groups:
  Foundation Models:
    members:
      ada: admin
      lee: read
      kim: write
      zoe: absent
  Evaluation: {}
`,
  /** Refused: the group would have no admin. */
  lastAdmin: `${head}groups:\n  Foundation Models:\n    members:\n      ada: write\n`,
  /** Nothing but somebody whom the organization does not have. */
  blocked: `${head}groups:\n  Evaluation:\n    members:\n      gracee: read\n`,
} as const;

/** A working folder and a Hub, and the program run in the one against the other. */
export interface Scene {
  readonly folder: string;
  readonly hub: Sandbox;
  /** Runs the program in the process of the tests. */
  run(words: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Starts the built program as a process of its own. */
  start(words: readonly string[], options?: RunOptions): Running;
  write(name: string, text: string | Uint8Array): void;
  read(name: string): string;
  /** A file of the folder as JSON. */
  json(name: string): unknown;
  /** `METHOD /path` of every write that the Hub got. */
  writes(): readonly string[];
}

/**
 * @param configuration the text of `groups.yaml`
 * @param hub what the Hub is started with, {@link acme} when it does not say
 */
export async function scene(configuration: string, hub: Partial<SandboxOptions> = {}): Promise<Scene> {
  const sandbox = await startSandbox({ seed: acme, ...hub });
  onTestFinished(() => sandbox.close());
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder, name);
  const optionsOf = (options: RunOptions): RunOptions => ({
    cwd: folder,
    ...options,
    env: { HF_ENDPOINT: sandbox.url, HF_TOKEN: sandbox.token, ...options.env },
  });
  const made: Scene = {
    folder,
    hub: sandbox,
    run: (words, options = {}) => run(words, optionsOf(options)),
    start: (words, options = {}) => start(words, optionsOf(options)),
    write: (name, text) => {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
    },
    read: (name) => readFileSync(at(name), 'utf8'),
    json: (name) => JSON.parse(readFileSync(at(name), 'utf8')),
    writes: () =>
      sandbox.log.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
  };
  made.write('groups.yaml', configuration);
  return made;
}
