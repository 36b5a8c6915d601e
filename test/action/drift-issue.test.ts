import { describe, expect, it } from 'vitest';
import { driftLabel, keepDriftIssue } from '../../src/action/drift-issue.ts';
import { connected } from '../github/client.ts';
import { marked, subject } from '../github/markers.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import type { Call } from '../support/fake-github/routes.ts';

const bot = 'github-actions[bot]';
const text = (words: string) => ({ title: words, body: marked({ for: 'drift' }, words) });
const isCreation = ({ method, path }: Call): boolean => method === 'POST' && path.endsWith('/issues');

async function issues() {
  const made = await connected();
  const all = () =>
    [...made.fake.repository.issues.values()].map(({ title, state, labels }) => ({ title, state, labels }));
  const keep = (words: string | null) =>
    keepDriftIssue(
      made.github,
      subject,
      words === null ? null : { title: words, runUrl: null, say: () => text(words).body },
    );
  return { ...made, all, keep, repository: made.fake.repository };
}

describe(`keepDriftIssue, ${comparedWith}`, () => {
  it('opens one, edits it in place, leaves it when it says the same, closes it, and opens another', async () => {
    const { keep, all, fake } = await issues();
    await keep('one');
    const issue = await keep('two');
    expect(issue?.url).toMatch(/issues\/1$/);
    const written = fake.log.length;
    await keep('two');
    expect(fake.log.slice(written).filter((line) => !line.startsWith('GET '))).toEqual([]);
    expect(all()).toEqual([{ title: 'two', state: 'open', labels: [driftLabel] }]);
    expect(await keep(null)).toBeNull();
    expect(all()).toEqual([{ title: 'two', state: 'closed', labels: [driftLabel] }]);
    await keep('three');
    expect(all().map(({ title, state }) => [title, state])).toEqual([
      ['two', 'closed'],
      ['three', 'open'],
    ]);
  });

  it.each([
    ['of somebody else', { author: 'mallory', body: marked({ for: 'drift' }) }],
    ['for other files', { author: bot, body: marked({ for: 'drift', files: ['other.yaml'] }) }],
    ['without the line', { author: bot, body: 'text' }],
    ['with the line of a comment', { author: bot, body: marked() }],
  ])('touches no issue %s', async (_, issue) => {
    const { keep, all, repository } = await issues();
    repository.openIssue({ title: 'other', labels: [driftLabel], ...issue });
    await keep('one');
    await keep(null);
    expect(all().map(({ title, state }) => [title, state])).toEqual([
      ['other', 'open'],
      ['one', 'closed'],
    ]);
  });

  it('keeps the oldest of several', async () => {
    const { keep, all, repository } = await issues();
    for (const title of ['a', 'b'])
      repository.openIssue({ author: bot, labels: [driftLabel], ...text(title) });
    await keep('one');
    expect(all().map(({ title, state }) => [title, state])).toEqual([
      ['one', 'open'],
      ['b', 'closed'],
    ]);
  });

  it('closes its own of another organization, which the files are no longer of, and leaves its text', async () => {
    const { keep, all, repository } = await issues();
    const body = marked({ for: 'drift', organization: 'beta-labs' }, 'of then');
    for (const author of [bot, 'mallory'])
      repository.openIssue({ title: author, author, labels: [driftLabel], body });
    await keep('one');
    expect(all().map(({ title, state }) => [title, state])).toEqual([
      [bot, 'closed'],
      ['mallory', 'open'],
      ['one', 'open'],
    ]);
    expect([...repository.issues.values()][0]?.body).toBe(body);
  });

  it.each([
    ['the text it is to have, under another title', 'before', 'now'],
    ['the title it is to have, above another text', 'now', 'before'],
  ])('edits one with %s', async (_, title, words) => {
    const { keep, repository } = await issues();
    repository.openIssue({ author: bot, labels: [driftLabel], ...text(words), title });
    await keep('now');
    expect([...repository.issues.values()]).toMatchObject([text('now')]);
  });

  it('does nothing where there is none and nothing differs', async () => {
    const { keep, all, fake } = await issues();
    expect(await keep(null)).toBeNull();
    expect(all()).toEqual([]);
    expect(fake.log.filter((line) => line.includes('/issues/'))).toEqual([]);
  });

  it.each([
    ['was made all the same', true],
    ['was not made', false],
  ])('opens one only when an answer was lost, when it %s', async (_, afterEffect) => {
    const { keep, all, fake } = await issues();
    fake.fail({ match: isCreation, faults: [{ status: 502 }], afterEffect });
    expect(await keep('one')).toMatchObject({ number: 1, title: 'one' });
    expect(all()).toEqual([{ title: 'one', state: 'open', labels: [driftLabel] }]);
  });
});
