import type { Discussion, Issue } from '../github/github.ts';
import { driftFor, parseMarker, type Subject } from '../review/marker.ts';
import { createOnce, saysSo, type Telling } from './sticky.ts';

/** What the issue says. */
export interface IssueText extends Telling {
  readonly title: string;
}

/** The label by which the issue is found again. */
export const driftLabel = 'hf-groups-drift';

/**
 * Keeps one open issue that says how the organization differs, and closes it when it does not. One about another
 * organization that the same files were of before is closed as well: nothing compares that by them any more. Issues of
 * others are left alone, whatever label or text they have.
 *
 * @param text what the issue says; `null` when the organization matches
 * @returns the open issue; `null` when there is none any more
 * @throws GitHubError
 */
export async function keepDriftIssue(
  github: Discussion,
  subject: Subject,
  text: IssueText | null,
): Promise<Issue | null> {
  const { here, elsewhere } = await ownIssues(github, subject);
  // Two runs at the same time may have opened one each.
  const [kept, ...others] = here;
  for (const { number } of [...others, ...elsewhere]) await github.updateIssue(number, { closed: true });
  if (text === null) {
    if (kept !== undefined) await github.updateIssue(kept.number, { closed: true });
    return null;
  }
  if (kept !== undefined) return update(github, kept, text);
  return createOnce(
    () => github.createIssue({ ...written(text), labels: [driftLabel] }),
    async () => {
      const [found] = (await ownIssues(github, subject)).here;
      return found === undefined ? null : update(github, found, text);
    },
  );
}

/** The open issues that this program wrote for these files, the oldest first. */
async function ownIssues(
  github: Discussion,
  subject: Subject,
): Promise<Readonly<Record<'here' | 'elsewhere', readonly Issue[]>>> {
  const [self, issues] = await Promise.all([github.self(), github.openIssues(driftLabel)]);
  const own = issues
    .filter(({ author }) => author === self)
    .toSorted((a, b) => a.number - b.number)
    .map((issue) => ({ issue, marker: parseMarker(issue.body) }));
  const those = (where: 'here' | 'elsewhere'): readonly Issue[] =>
    own.flatMap(({ issue, marker }) =>
      marker !== null && driftFor(marker, subject) === where ? [issue] : [],
    );
  return { here: those('here'), elsewhere: those('elsewhere') };
}

async function update(github: Discussion, issue: Issue, text: IssueText): Promise<Issue> {
  if (issue.title === text.title && saysSo(issue.body, text)) return issue;
  return github.updateIssue(issue.number, written(text));
}

function written({ title, runUrl, say }: IssueText): { readonly title: string; readonly body: string } {
  return { title, body: say(runUrl) };
}
