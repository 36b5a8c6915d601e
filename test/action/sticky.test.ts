import { describe, expect, it } from 'vitest';
import { createOnce, findStickies, putSticky, saysSo, type Telling } from '../../src/action/sticky.ts';
import { GitHubError } from '../../src/github/error.ts';
import { textDigest } from '../../src/review/marker.ts';
import { connected } from '../github/client.ts';
import { marked, subject } from '../github/markers.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import type { Call } from '../support/fake-github/routes.ts';

const head = 'a'.repeat(40);
const bot = 'github-actions[bot]';
const isWrite = ({ method, path }: Call): boolean => method !== 'GET' && path.endsWith('/comments');

async function pullRequest() {
  const made = await connected();
  const { repository } = made.fake;
  const { number } = repository.openPullRequest({ head });
  const bodies = (): readonly string[] => repository.commentsOf(number).map(({ body }) => body);
  const tell = async (telling: Telling) =>
    putSticky(made.github, number, subject, (await findStickies(made.github, number, subject)).own, telling);
  const put = (body: string) => tell({ runUrl: null, say: () => body });
  return { ...made, repository, number, bodies, put, tell };
}

const writesIn = (log: readonly string[]): readonly string[] =>
  log.filter((line) => !line.startsWith('GET ') && line !== 'POST /graphql');

describe(`the comment that is found again, ${comparedWith}`, () => {
  it('is written once, edited in place, and left when it says the same', async () => {
    const { put, bodies, fake } = await pullRequest();
    await put(marked({}, 'one'));
    await put(marked({}, 'two'));
    await put(marked({}, 'two'));
    expect(bodies()).toEqual([marked({}, 'two')]);
    expect(writesIn(fake.log)).toHaveLength(2);
  });

  it('is found behind hundreds of other comments', async () => {
    const { put, bodies, repository, number } = await pullRequest();
    for (let index = 0; index < 210; index += 1) repository.comment(number, 'ada', 'talk');
    await put(marked({}, 'one'));
    for (let index = 0; index < 210; index += 1) repository.comment(number, 'ada', 'talk');
    await put(marked({}, 'two'));
    expect(bodies().filter((body) => body !== 'talk')).toEqual([marked({}, 'two')]);
  });

  it.each([
    ['somebody else’s with the same line', 'mallory', marked()],
    ['one for other files', bot, marked({ files: ['other.yaml'] })],
    ['one for another organization', bot, marked({ organization: 'beta-labs' })],
    ['one with the line further down', bot, `hello\n${marked()}`],
    ['one of another program of the same account', bot, '<!-- other -->\ntext'],
    ['one whose line somebody broke', bot, marked().replace('"v":2', '"v":3')],
    ['the text of a drift issue', bot, marked({ for: 'drift' })],
  ])('is not %s', async (_, author, body) => {
    const { put, bodies, repository, number } = await pullRequest();
    repository.comment(number, author, body);
    await put(marked({}, 'mine'));
    expect(bodies()).toEqual([body, marked({}, 'mine')]);
  });

  it('is mended when somebody edited its text', async () => {
    const { put, bodies, repository, number } = await pullRequest();
    await put(marked({}, 'one'));
    const [comment] = repository.commentsOf(number);
    if (comment !== undefined) comment.body = marked({}, 'nothing to see here');
    await put(marked({}, 'one'));
    expect(bodies()).toEqual([marked({}, 'one')]);
  });

  it('is the same with other line ends, and with space at the end', async () => {
    const { put, fake, repository, number } = await pullRequest();
    repository.comment(number, bot, `${marked({}, 'one')}\n`.replaceAll('\n', '\r\n'));
    await put(marked({}, 'one'));
    expect(writesIn(fake.log)).toEqual([]);
  });

  it.each([
    ['was made all the same', true],
    ['was not made', false],
  ])('is there once after an answer that was lost, when it %s', async (_, afterEffect) => {
    const { put, bodies, fake } = await pullRequest();
    fake.fail({ match: isWrite, faults: ['reset'], afterEffect });
    await put(marked({}, 'one'));
    expect(bodies()).toEqual([marked({}, 'one')]);
  });

  it('is not written when the comments cannot be read whole', async () => {
    const { put, bodies, fake } = await pullRequest();
    fake.fail({ match: ({ method }) => method === 'GET', faults: [{ status: 500 }], forEver: true });
    await expect(put(marked())).rejects.toMatchObject({ code: 'github-unavailable' });
    expect(bodies()).toEqual([]);
  });
});

describe('the comments for a configuration', () => {
  it('are the oldest of the token’s own, and those of others, the newest first', async () => {
    const { github, repository, number } = await pullRequest();
    for (const [author, words] of [
      ['ada', 'first'],
      [bot, 'own'],
      [bot, 'too late'],
      ['eve', 'last'],
    ] as const)
      repository.comment(number, author, marked({}, words));
    const { own, others } = await findStickies(github, number, subject);
    const said = [own, ...others].map((sticky) => [sticky?.comment.body, sticky?.marker.for]);
    expect(said).toEqual(['own', 'last', 'first'].map((words) => [marked({}, words), 'plan']));
  });
});

describe('a text that says so already', () => {
  const address = (run: number | string): string => `https://github.com/acme7/access/actions/runs/${run}`;
  // As a signature does, the hidden line goes with the text below it.
  const say = (run: string | null): string =>
    marked(
      { text: textDigest(run ?? '') },
      `See [it](${run}), not [that](https://a.example/runs/5) (or this).`,
    );
  const told = (run: number): string => say(address(run));

  it.each<[string, string, string | null, boolean]>([
    ['of this run', told(22), address(22), true],
    ['of an earlier one', told(1), address(22), true],
    ['of one with a longer number', told(333), address(22), true],
    [
      'with other line ends, and space at the end',
      `${told(1)}\n`.replaceAll('\n', '\r\n'),
      address(22),
      true,
    ],
    [
      'with the number of a run that was put there by hand',
      told(1).replace('/runs/1)', '/runs/666)'),
      address(22),
      false,
    ],
    ['with another word', told(1).replace('not', 'and'), address(22), false],
    ['of a job of a run', say(address('1/job/2')), address(22), false],
    ['of another repository', told(1).replace('acme7', 'acme8'), address(22), false],
    ['of no run, where none is known', say(null), null, true],
    ['of a run, where none is known', told(1), null, false],
    ['of no run, where one is known', say(null), address(22), false],
  ])('%s', (_, text, runUrl, expected) => {
    expect(saysSo(text, { runUrl, say })).toBe(expected);
  });
});

describe('what is made once', () => {
  const request = 'POST /repos/acme/access/issues';
  const lost = new GitHubError('github-unavailable', 'GitHub cannot be reached', { request });
  const refused = new GitHubError('github-refused', 'GitHub refused', { request, status: 403 });
  const fault = new TypeError('x');

  /** @param faults of each attempt, `null` for one that goes well */
  async function made(faults: readonly (Error | null)[], there: string | null) {
    const done: string[] = [];
    const create = (): Promise<string> => {
      const error = faults[done.push('create') - 1] ?? null;
      return error === null ? Promise.resolve('made') : Promise.reject(error);
    };
    const find = (): Promise<string | null> => {
      done.push('find');
      return Promise.resolve(there);
    };
    const what = await createOnce(create, find).catch((error: unknown) => error);
    return [what, ...done];
  }

  it.each<[string, readonly (Error | null)[], string | null, readonly unknown[]]>([
    ['is not looked for after a clear answer', [null], 'there', ['made', 'create']],
    ['is found where only the answer was lost', [lost], 'there', ['there', 'create', 'find']],
    ['is made again where it is not there', [lost], null, ['made', 'create', 'find', 'create']],
    ['is not made where GitHub refuses', [refused], 'there', [refused, 'create']],
    ['lets a fault of the program through', [fault], 'there', [fault, 'create']],
  ])('%s', async (_, faults, there, expected) => {
    expect(await made(faults, there)).toEqual(expected);
  });
});
