import type { CommentContext } from '../../src/action/comment-context.ts';
import type { CommentMode } from '../../src/action/inputs.ts';
import { connected } from '../github/client.ts';
import { files } from '../github/markers.ts';

/** What it takes to comment on pull requests of a fake GitHub, and what is said besides. */
export async function commenter(comment: CommentMode) {
  const { fake, github } = await connected();
  const outputs: Record<string, string> = {};
  const remarks: string[] = [];
  const context: CommentContext & { readonly github: typeof github } = {
    github,
    inputs: { files, comment },
    outputs: {
      set: (name, value) => {
        outputs[name] = value;
      },
    },
    sealFor: ({ number, base }) => {
      return {
        place: { repository: fake.repository.fullName, repositoryId: '1', number, branch: base },
        key: null,
      };
    },
    remark: (level, title, message) => remarks.push(`${level} ${title}: ${message}`),
  };
  const { repository } = fake;
  const open = async () => github.pullRequest(repository.openPullRequest({ head: 'a'.repeat(40) }).number);
  const comments = (number: number) => repository.commentsOf(number).map(({ body }) => body);
  return { context, fake, repository, outputs, remarks, open, comments };
}
