import { spawn, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { type BenchHub, startHub } from './hub.ts';
import { cli, measureNode } from './measure.ts';
import type { Row } from './rows.ts';

const groups = 100;
const addsOfGroup = 100;
const concurrency = 8;
const latencyMs = 50;
/** How many people the loops add: enough to measure, few enough to wait for. */
const loopPeople = 60;

/** Applies 10,000 adds in 100 groups at 50 ms latency, against its lower bound and against loops of single calls. */
export async function benchApply(folder: string): Promise<readonly Row[]> {
  const people = Array.from({ length: addsOfGroup }, (_, at) => `user-${at}`);
  const names = Array.from({ length: groups }, (_, at) => `Group ${at}`);
  const seed = path.join(folder, 'apply-seed.json');
  const file = path.join(folder, 'apply.yaml');
  const members = people.map((user) => `      ${user}: read`).join('\n');
  const declared = names.map((name) => `  ${name}:\n    members:\n${members}`).join('\n');
  await writeFile(seed, JSON.stringify(seedOf(people, names)));
  await writeFile(file, `version: 1\norganization: acme-ai\ngroups:\n${declared}\n`);

  const { run, whole, writes, reads } = await fastestOf(5, () => applyOnce(folder, seed, file));
  const writing = await fastestOf(5, () =>
    withHub(seed, async (hub) => ({ run: await writingOnce(hub, file) })),
  );
  const boundOf = (calls: number): number => (Math.ceil(calls / concurrency) * latencyMs) / 1000;
  // Reading comes first.
  const bound = boundOf(writes) + boundOf(reads);
  const what = `apply of ${(groups * addsOfGroup).toLocaleString('en')} adds in ${groups} groups, ${writes} writes and ${reads} reads at ${latencyMs} ms`;
  const against = '`ceil(calls / concurrency) × latency`';
  const perAdd = (run / (groups * addsOfGroup)) * 1000;
  const { byName, byEmail } = await withHub(seed, loops);
  return [
    {
      what: `${what}: first write to last answer`,
      against,
      value: writing.run,
      base: boundOf(writes),
      unit: 's',
    },
    { what: `${what}: reading, planning and writing`, against, value: run, base: bound, unit: 's' },
    { what: `${what}: the whole process`, against, value: whole, base: bound, unit: 's' },
    {
      what: 'time for one add: apply',
      against: 'a loop of one user a call, without its pause',
      value: perAdd,
      base: byName,
      unit: 'ms',
    },
    {
      what: 'time for one add: apply',
      against: 'a loop of e-mail look-up and add',
      value: perAdd,
      base: byEmail,
      unit: 'ms',
    },
  ];
}

interface Applied {
  /** From the first read to the last write, in seconds. */
  readonly run: number;
  /** The process from its start to its end, in seconds. */
  readonly whole: number;
  readonly writes: number;
  readonly reads: number;
}

/** One apply, to a Hub of its own. */
function applyOnce(folder: string, seed: string, file: string): Promise<Applied> {
  return withHub(seed, async (hub) => {
    const report = path.join(folder, 'report.json');
    const env = { HF_ENDPOINT: hub.url, HF_TOKEN: hub.token };
    const planned = spawnSync(process.execPath, [cli, 'plan', '--verbose', '--file', file], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    const words = [
      cli,
      'apply',
      '--quiet',
      '--file',
      file,
      '--auto-approve',
      '--report',
      report,
      '--format',
      'json',
    ];
    const { seconds: whole } = await measureNode([...words, '--concurrency', String(concurrency)], env);
    const { started_at: started, finished_at: finished, calls } = JSON.parse(await readFile(report, 'utf8'));
    const run = (Date.parse(finished) - Date.parse(started)) / 1000;
    return { run, whole, writes: calls.length, reads: planned.stderr.match(/^GET /gm)?.length ?? 0 };
  });
}

async function withHub<T>(seed: string, work: (hub: BenchHub) => Promise<T>): Promise<T> {
  const hub = await startHub(seed, latencyMs);
  try {
    return await work(hub);
  } finally {
    hub.close();
  }
}

/** How long the writes of an apply take, in seconds, by the times at which `--verbose` tells of them. */
function writingOnce(hub: BenchHub, file: string): Promise<number> {
  const words = ['apply', '--verbose', '--file', file, '--auto-approve', '--format', 'json'];
  const child = spawn(process.execPath, [cli, ...words, '--concurrency', String(concurrency)], {
    env: { ...process.env, HF_ENDPOINT: hub.url, HF_TOKEN: hub.token },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    const [, ms] = /^POST .* (\d+) ms$/.exec(line) ?? [];
    if (ms === undefined) return;
    last = performance.now();
    first = Math.min(first, last - Number(ms));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve((last - first) / 1000);
      else reject(new Error(`apply ended with ${code}`));
    });
  });
}

async function fastestOf<T extends { readonly run: number }>(
  times: number,
  apply: () => Promise<T>,
): Promise<T> {
  let best = await apply();
  for (let time = 1; time < times; time++) {
    const next = await apply();
    if (next.run < best.run) best = next;
  }
  return best;
}

function seedOf(people: readonly string[], names: readonly string[]): HandSeed {
  const loopMembers = Array.from({ length: loopPeople }, (_, at) => `loop-${at}`);
  const members = [...people, ...loopMembers].map((user) => [
    user,
    { role: 'read' as const, email: `${user}@acme.ai` },
  ]);
  return {
    organization: 'acme-ai',
    plan: 'enterprise',
    email_domains: ['acme.ai'],
    members: { root: { role: 'admin' }, ...Object.fromEntries(members) },
    groups: [...names.map((name) => ({ name })), { name: 'by name' }, { name: 'by e-mail' }],
    options: { rate_limit: { q: 100_000 } },
  };
}

/** What the Hub's documentation shows: one person after the other, in milliseconds for each. */
async function loops({
  url,
  token,
}: BenchHub): Promise<{ readonly byName: number; readonly byEmail: number }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const base = `${url}/api/organizations/acme-ai`;
  const json = async (path: string, body?: object): Promise<unknown> => {
    const answer = await request(`${base}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.statusCode !== 200)
      throw new Error(`${path}: ${answer.statusCode} ${await answer.body.text()}`);
    return answer.body.json();
  };
  const listed = await json('/resource-groups');
  if (!Array.isArray(listed)) throw new Error('no list of groups');
  const idOf = (name: string): string => String(listed.find((group) => group.name === name)?.id);
  const measure = async (each: (at: number) => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    for (let at = 0; at < loopPeople; at++) await each(at);
    return (performance.now() - started) / loopPeople;
  };
  const add = (group: string, user: string): Promise<unknown> =>
    json(`/resource-groups/${idOf(group)}/users`, { users: [{ user, role: 'read' }] });
  return {
    byName: await measure((at) => add('by name', `loop-${at}`)),
    byEmail: await measure(async (at) => {
      const found = await json(`/members?limit=10&email=loop-${at}@acme.ai`);
      return add('by e-mail', Array.isArray(found) ? String(found[0]?.user) : '');
    }),
  };
}
