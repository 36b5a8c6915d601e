import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startFakeGitHub } from '../../test/support/fake-github/server.ts';
import { startHub } from './hub.ts';
import { cli, compare, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

const memberships = 100_000;
const files = 40;

/**
 * The plan of a pull request, whose head and base the Action reads from GitHub, against `plan --base` of the same files
 * on disk, both against one Hub. The difference is the transfer from GitHub, the comment and the summary.
 */
export async function benchAction(folder: string): Promise<readonly Row[]> {
  const sample = await writeSample(folder, memberships);
  const head = await split(sample.configuration, path.join(folder, 'action-head'));
  const base = Object.fromEntries(
    // The pull request gives 40 people a role that the base did not.
    Object.entries(head).map(([name, text]) => [name, text.replace(/\n {6}user-\d+: write/, '')]),
  );
  const baseFolder = path.join(folder, 'action-base');
  await mkdir(baseFolder, { recursive: true });
  for (const [name, text] of Object.entries(base)) await writeFile(path.join(baseFolder, name), text);
  const hub = await startHub(sample.snapshot, 0);
  const github = await startFakeGitHub();
  try {
    const below = (texts: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [`access/${name}`, text]));
    github.repository.push('main', below(base));
    const { number } = github.repository.propose(below(head));
    const event = path.join(folder, 'event.json');
    await writeFile(
      event,
      JSON.stringify({
        pull_request: { number, base: { ref: 'main' } },
        repository: { default_branch: 'main' },
      }),
    );
    const environment = {
      INPUT_COMMAND: 'plan',
      INPUT_FILE: 'access',
      'INPUT_HF-TOKEN': hub.token,
      'INPUT_HF-ENDPOINT': hub.url,
      'INPUT_GITHUB-TOKEN': github.token,
      'INPUT_SIGNING-KEY': 'a-key-of-at-least-32-characters-for-this',
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_EVENT_NAME: 'pull_request_target',
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: 'refs/heads/main',
      RUNNER_TEMP: folder,
    };
    const headFolder = path.join(folder, 'action-head');
    const words = [cli, 'plan', '--file', headFolder, '--base', baseFolder, '--format', 'json'];
    const measured = await compare(
      3,
      () => measureNode(['dist/action.js'], environment),
      () => measureNode(words, { CI: '1', HF_ENDPOINT: hub.url, HF_TOKEN: hub.token }),
    );
    return [
      {
        what: `the Action's plan of ${memberships.toLocaleString('en')} memberships in ${files} files`,
        against: '`plan --base` of the same files on disk',
        value: measured.run.seconds,
        base: measured.base.seconds,
        unit: 's',
      },
    ];
  } finally {
    hub.close();
    await github[Symbol.asyncDispose]();
  }
}

/** Writes the groups of a folder as so many files. @returns their texts by name */
async function split(from: string, to: string): Promise<Readonly<Record<string, string>>> {
  const head = 'version: 1\norganization: acme-ai\ngroups:\n';
  const groups: string[] = [];
  for (const name of await readdir(from)) {
    const text = (await readFile(path.join(from, name), 'utf8')).slice(head.length);
    groups.push(...text.split(/^(?= {2}Group)/m));
  }
  await mkdir(to, { recursive: true });
  const texts: Record<string, string> = {};
  const each = Math.ceil(groups.length / files);
  for (let at = 0; at * each < groups.length; at += 1) {
    const name = `groups-${String(at).padStart(2, '0')}.yaml`;
    texts[name] = `${head}${groups.slice(at * each, (at + 1) * each).join('')}`;
    await writeFile(path.join(to, name), texts[name]);
  }
  return texts;
}
