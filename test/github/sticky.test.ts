import { describe, expect, it } from 'vitest';
import { findStickies, putSticky, type Telling } from '../../src/action/sticky.ts';
import { textDigest } from '../../src/review/marker.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import type { Call } from '../support/fake-github/routes.ts';
import { connected } from './client.ts';
import { marked, subject } from './markers.ts';

const head = 'a'.repeat(40);
const bot = 'github-actions[bot]';
const isWrite = ({ method }: Call): boolean => method !== 'GET';

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

  it('is the same when only the address of the run is another, unless that was put there by hand', async () => {
    const { tell, bodies, fake, repository, number } = await pullRequest();
    const address = (run: number): string => `https://github.com/acme/access/actions/runs/${run}`;
    // As a signature does, the hidden line goes with the text below it.
    const say = (run: string | null): string =>
      marked({ text: textDigest(run ?? '') }, `See [it](${run}), not [that](https://a.example/runs/5).`);
    const [first, second, forged] = [say(address(1)), say(address(22)), say(address(1))].map((body, index) =>
      index === 2 ? body.replace('/runs/1)', '/runs/666)') : body,
    );
    repository.comment(number, bot, first ?? '');
    await tell({ runUrl: address(22), say });
    expect(writesIn(fake.log)).toEqual([]);
    for (const comment of repository.commentsOf(number)) comment.body = forged ?? '';
    await tell({ runUrl: address(22), say });
    expect(bodies()).toEqual([second]);
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
