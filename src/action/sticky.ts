import { GitHubError } from '../github/error.ts';
import type { Comment, Discussion } from '../github/github.ts';
import { comparable, isCommentFor, type Marker, parseMarker, type Subject } from '../review/marker.ts';

/** A comment of this program on a pull request, with what its hidden first line says. */
export interface Sticky {
  readonly comment: Comment;
  readonly marker: Marker;
}

/** The comments that have the first line of one for some configuration. */
export interface Stickies {
  /** The token's own, which is edited in place; the oldest counts. */
  readonly own: Sticky | null;
  /** Those of others, the newest first: anybody can copy the line. */
  readonly others: readonly Sticky[];
}

/**
 * Finds the comments for a configuration, over all pages.
 *
 * @throws GitHubError when the comments cannot be read whole
 */
export async function findStickies(
  github: Pick<Discussion, 'self' | 'listComments'>,
  issue: number,
  subject: Subject,
): Promise<Stickies> {
  const [self, comments] = await Promise.all([github.self(), github.listComments(issue)]);
  let own: Sticky | null = null;
  const others: Sticky[] = [];
  for (const comment of comments) {
    const marker = parseMarker(comment.body);
    if (marker === null || !isCommentFor(marker, subject)) continue;
    if (comment.author !== self) others.unshift({ comment, marker });
    else own ??= { comment, marker };
  }
  return { own, others };
}

/** A text that may link to a run, and the page of this one; `null` when it is not known. */
export interface Telling {
  readonly runUrl: string | null;
  say(runUrl: string | null): string;
}

/**
 * Makes the comment say something: writes it, edits it in place, or leaves it when it says so already.
 *
 * @param known the token's own comment as `findStickies` found it
 * @throws GitHubError
 */
export async function putSticky(
  github: Discussion,
  issue: number,
  subject: Subject,
  known: Sticky | null,
  telling: Telling,
): Promise<Comment> {
  if (known !== null) return update(github, known.comment, telling);
  return createOnce(
    () => github.createComment(issue, telling.say(telling.runUrl)),
    async () => {
      const { own } = await findStickies(github, issue, subject);
      return own === null ? null : update(github, own.comment, telling);
    },
  );
}

async function update(github: Discussion, comment: Comment, telling: Telling): Promise<Comment> {
  return saysSo(comment.body, telling)
    ? comment
    : github.updateComment(comment.id, telling.say(telling.runUrl));
}

/**
 * Makes something on GitHub, and after an answer that does not say whether it was made looks for it before it is made
 * again: two comments where one is wanted would stay for ever.
 *
 * @param find what was made after all; `null` for nothing
 */
export async function createOnce<T>(create: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof GitHubError) || error.code !== 'github-unavailable') throw error;
    return (await find()) ?? create();
  }
}

/**
 * Whether a text says what is to be said, if of another run. Then it is that run's text to the letter, signature and
 * all: an address that somebody has changed by hand is another text.
 */
export function saysSo(text: string, { runUrl, say }: Telling): boolean {
  const links = [...text.matchAll(/(?<=\]\()[^()\s]+(?=\))/g)].map(([url]) => url);
  const linked = links.find((url) => runUrl !== null && pageOf(url) === pageOf(runUrl));
  return comparable(text) === comparable(say(linked ?? runUrl));
}

/** The address that all runs have, each with its number behind it. */
function pageOf(runUrl: string): string {
  return runUrl.replace(/\d+$/, '');
}
