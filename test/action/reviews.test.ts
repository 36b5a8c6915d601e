import { describe, expect, it } from 'vitest';
import { reviewedBy, tellReviews } from '../../src/action/reviewed.ts';
import { type Review, type ReviewedComment, reviewsFor } from '../../src/action/reviews.ts';
import { GitHubError } from '../../src/github/error.ts';
import type { PullRequest } from '../../src/github/github.ts';
import { type Marker, markerLine } from '../../src/review/marker.ts';
import type { ReviewMode } from '../../src/review/reviewed.ts';
import { type Place, sealed } from '../../src/review/signature.ts';
import { files, marker, subject } from '../github/markers.ts';
import { change, group } from '../render/builders.ts';

const [head, merge, before] = ['a', 'c', 'b'].map((letter) => letter.repeat(40)) as [string, string, string];
const bot = 'github-actions[bot]';
const key = 'a-key-for-tests-of-at-least-32-characters';
const pull: PullRequest = {
  number: 7,
  state: 'closed',
  head,
  headRepository: 'acme/access',
  isFork: false,
  base: 'main',
  baseSha: before,
  mergedAt: '2026-11-20T08:00:00Z',
  mergeCommit: merge,
  trialMerge: null,
  mergeable: null,
  author: 'grace',
  association: 'MEMBER',
  url: 'https://github.example/acme/access/pull/7',
};
const place: Place = { repository: 'acme/access', repositoryId: '1', number: 7, branch: 'main' };
const unexpected = (): never => expect.unreachable();

/** A comment with a plan, signed where there is a key. */
function planned(fields: Partial<Marker> = {}, signingKey: string | null = null, at = place): string {
  return sealed('plan', marker(fields), { place: at, key: signingKey }, 10_000, () => 'the plan');
}

/** What counts of one merged pull request with comments: the author and the text of each. */
async function reviewed(comments: readonly (readonly [string, string])[], signingKey: string | null) {
  const { since, reviews } = await reviewsFor(
    {
      github: {
        self: () => Promise.resolve(bot),
        listComments: (issue) =>
          Promise.resolve(comments.map(([author, body], id) => ({ id, author, body, url: `#${issue}` }))),
        statuses: (commit, context) => {
          const isApplied = commit === before && context === 'hf-groups / apply';
          return Promise.resolve(isApplied ? [{ state: 'success', context, creator: bot }] : []);
        },
        pullRequestsOf: (commit) => Promise.resolve(commit === merge ? [pull] : []),
        compare: () => Promise.resolve([{ sha: merge, tree: '', parents: [], message: '', author: '' }]),
        history: async function* () {
          yield [{ sha: merge, tree: '', parents: [before, head] }];
        },
      },
      inputs: { files, signingKey },
      sealFor: ({ number, base }) => ({ place: { ...place, number, branch: base }, key: signingKey }),
    },
    { branch: 'main', commit: merge },
    subject.organization,
  );
  expect(since).toBe(before);
  expect(reviews.map(({ pullRequest }) => pullRequest)).toEqual([pull]);
  const [review = unexpected()] = reviews;
  return review;
}

const not = (why: string): ReviewedComment => ({ counts: false, why });
const unsigned = not('its plan is not signed with the key of this run');
const none = not('it has no plan of acme-ai');

describe('the plan that reviewers were shown', () => {
  it('counts by the author of its comment', async () => {
    const text = planned();
    const { plan, own } = await reviewed([[bot, text]], null);
    expect(plan).toMatchObject({ counts: true, by: 'author', marker: { head, digest: marker().digest } });
    expect(own?.comment.body).toBe(text);
  });

  it('counts by its signature', async () => {
    const { plan } = await reviewed([[bot, planned({}, key)]], key);
    expect(plan).toMatchObject({ counts: true, by: 'signature', marker: { head } });
  });

  it.each<[string, string | null, string, ReviewedComment]>([
    ['without a signature, where there is a key', key, planned(), unsigned],
    ['signed with another key', key, planned({}, `${key}-`), unsigned],
    ['signed for another pull request', key, planned({}, key, { ...place, number: 8 }), unsigned],
    ['signed for another branch', key, planned({}, key, { ...place, branch: 'next' }), unsigned],
    ['without a plan', null, planned({ digest: null }), not('it has no plan')],
    [
      'with a text that somebody edited',
      null,
      planned().replace('the plan', 'another'),
      not('the text of its plan was edited by hand'),
    ],
    [
      'with no digest of its text',
      null,
      `${markerLine(marker())}\nthe plan`,
      not('the text of its plan was edited by hand'),
    ],
    [
      'of an older head',
      null,
      planned({ head: before }),
      not('its plan is of bbbbbbb, and aaaaaaa was merged'),
    ],
    [
      'of which somebody took the head away',
      null,
      planned({ head: null }),
      not('its plan is of nothing, and aaaaaaa was merged'),
    ],
    ['of another organization', null, planned({ organization: 'beta-labs' }), none],
    ['of other files', null, planned({ files: ['other.yaml'] }), none],
  ])('counts not %s', async (_, signingKey, text, expected) => {
    expect((await reviewed([[bot, text]], signingKey)).plan).toEqual(expected);
  });

  it.each<[string, string | null, readonly (readonly [string, string])[], object, boolean]>([
    ['does not count without a key', null, [['ada', planned()]], none, false],
    ['counts by its signature', key, [['release-bot', planned({}, key)]], { by: 'signature' }, false],
    ['counts not without it', key, [['ada', planned()]], unsigned, false],
    [
      'counts among others that count not',
      key,
      [
        ['ada', planned()],
        ['release-bot', planned({}, key)],
        ['eve', planned()],
      ],
      { by: 'signature' },
      false,
    ],
    [
      'counts no more where this token has written one',
      key,
      [
        ['release-bot', planned({}, key)],
        [bot, planned({ head: before }, key)],
      ],
      not('its plan is of bbbbbbb, and aaaaaaa was merged'),
      true,
    ],
  ])('of another token %s', async (_, signingKey, comments, expected, hasOwn) => {
    const { plan, own } = await reviewed(comments, signingKey);
    expect(plan).toMatchObject(expected);
    expect(own !== null).toBe(hasOwn);
  });

  it('is none where there is no comment', async () => {
    expect(await reviewed([], key)).toEqual({ pullRequest: pull, own: null, plan: none });
  });
});

const review = (number: number, plan: ReviewedComment): Review => {
  return { pullRequest: { ...pull, number }, own: null, plan };
};
const by = (whom: 'author' | 'signature'): ReviewedComment => {
  return { counts: true, marker: marker(), by: whom };
};

describe('what is said of reviews', () => {
  const notSigned =
    'notice Not signed: Plans count by the author of their comment, whose text others may be able to edit. With the input `signing-key` they are signed.';
  const one = change(group('Evaluation'), 'ada', null, 'read');

  it.each<[string, ReviewMode, readonly ReviewedComment[], readonly string[], boolean]>([
    ['those that count by a signature', 'all', [by('signature')], [], true],
    ['one that counts by its author', 'all', [by('signature'), by('author')], [notSigned], true],
    [
      'those that do not count',
      'destructive',
      [none, by('author'), unsigned],
      [
        'notice No review: #1 counts as reviewed by nobody: it has no plan of acme-ai.',
        'notice No review: #3 counts as reviewed by nobody: its plan is not signed with the key of this run.',
        notSigned,
      ],
      true,
    ],
    ['those that nobody needs', 'off', [none, by('author')], [], true],
    ['those of no change', 'all', [none, by('author')], [], false],
  ])('of %s', (_, mode, plans, expected, changes) => {
    const remarks: string[] = [];
    const context = {
      inputs: { reviewed: mode },
      remark: (level: string, title: string, message: string) =>
        void remarks.push(`${level} ${title}: ${message}`),
    };
    const reviews = plans.map((plan, index) => review(index + 1, plan));
    tellReviews(context, { changes: changes ? [one] : [] }, { reviews });
    expect(remarks).toEqual(expected);
  });
});

describe('who approved', () => {
  const approval = { author: 'ada', state: 'APPROVED', commit: head };

  it('is said of the plans that count', async () => {
    const asked: number[] = [];
    const github = {
      reviews: (number: number) => {
        asked.push(number);
        return Promise.resolve([approval, { ...approval, author: 'bob', commit: before }]);
      },
    };
    expect(await reviewedBy({ github }, [review(1, none), review(2, by('author'))])).toEqual([
      { number: 2, url: pull.url, head, approved_by: ['ada'] },
    ]);
    expect(asked).toEqual([2]);
  });

  it('is for the record: it may be unknown, but a fault of the program is one', async () => {
    const request = 'GET /repos/acme/access/pulls/1/reviews';
    const failing = (error: Error) => ({ github: { reviews: () => Promise.reject(error) } });
    const lost = new GitHubError('github-unavailable', 'GitHub cannot be reached', { request });
    expect(await reviewedBy(failing(lost), [review(1, by('author'))])).toMatchObject([{ approved_by: null }]);
    const fault = new TypeError('x');
    await expect(reviewedBy(failing(fault), [review(1, by('author'))])).rejects.toBe(fault);
  });
});
