import { GitHubError } from '../github/error.ts';
import type { Comment, GitHub } from '../github/types.ts';
import { isCommentFor, type Marker, parseMarker } from '../review/marker.ts';

/** The program's own comment on a pull request, with what its hidden first line says. */
export interface Sticky {
  readonly comment: Comment;
  readonly marker: Marker;
}

/**
 * Finds the comment for these files: by its first line and by its author, since anybody can copy the line. The oldest
 * counts, over all pages.
 *
 * @throws GitHubError when the comments cannot be read whole
 */
export async function findSticky(
  github: GitHub,
  issue: number,
  files: readonly string[],
): Promise<Sticky | null> {
  const [self, comments] = await Promise.all([github.self(), github.listComments(issue)]);
  for (const comment of comments) {
    if (comment.author !== self) continue;
    const marker = parseMarker(comment.body);
    if (marker !== null && isCommentFor(marker, files)) return { comment, marker };
  }
  return null;
}

/**
 * Makes the comment say `body`: writes it, edits it in place, or leaves it when it says so already.
 *
 * @param known the comment as `findSticky` found it
 * @throws GitHubError
 */
export async function putSticky(
  github: GitHub,
  issue: number,
  files: readonly string[],
  known: Sticky | null,
  body: string,
): Promise<Comment> {
  if (known !== null) return update(github, known.comment, body);
  return createOnce(
    () => github.createComment(issue, body),
    async () => {
      const found = await findSticky(github, issue, files);
      return found === null ? null : update(github, found.comment, body);
    },
  );
}

async function update(github: GitHub, comment: Comment, body: string): Promise<Comment> {
  return sameText(comment.body, body) ? comment : github.updateComment(comment.id, body);
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

/** Whether two texts are the same to GitHub, which may answer with other line ends and without space at the end. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(a) === plain(b);
}
