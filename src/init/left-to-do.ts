import { type ActionReference, placeholderAction } from './action-reference.ts';
import { codeownersLines } from './codeowners.ts';
import type { InitChoices } from './types.ts';
import { environmentName, secretNames } from './workflow.ts';

/** One thing that nobody can do from here: it is set in the settings of GitHub or of the Hub, or decided by people. */
export interface Step {
  /** Stays the same over versions. */
  readonly id:
    | 'action'
    | 'groups'
    | 'tokens'
    | 'environment'
    | 'branch-rule'
    | 'code-owners'
    | 'pull-request';
  readonly title: string;
  /** Lines of text. */
  readonly text: readonly string[];
  /** Lines to copy: commands, or the text of a file. */
  readonly copy: readonly string[];
}

/** What is left to do after the files are written, in the order in which it is best done. */
export function leftToDo(choices: InitChoices): readonly Step[] {
  const { organization, branch, file } = choices;
  return [
    ...actionStep(choices.action),
    {
      id: 'groups',
      title: `Name your groups in ${file}`,
      text: ['As long as no group is named, nothing is changed. What a plan says can be seen here first:'],
      copy: [`hf-groups plan --file ${file}`],
    },
    {
      id: 'tokens',
      title: 'Make two tokens on the Hub, fine-grained and for this organization only',
      text: [
        `One with read access to the settings and members of ${organization}: the repository secret ${secretNames.read}.`,
        `One with write access to them: the secret ${secretNames.write} of the environment below, and stored nowhere else.`,
      ],
      copy: [`gh secret set ${secretNames.read}`],
    },
    {
      id: 'environment',
      title: `Make the environment \`${environmentName}\` before the first push`,
      text: [
        'Otherwise GitHub makes it by itself, without protection.',
        `Settings > Environments: allow the branch ${branch} only, then store the writing token in it.`,
      ],
      copy: [`gh secret set ${secretNames.write} --env ${environmentName}`],
    },
    {
      id: 'branch-rule',
      title: `Protect the branch ${branch}`,
      text: [
        'Settings > Rules: require a pull request with an approval of a code owner, dismiss stale approvals, require',
        'approval of the most recent push, require the check `plan`, block force pushes, and let nobody bypass it.',
      ],
      copy: [],
    },
    {
      id: 'code-owners',
      title: 'Say in .github/CODEOWNERS who has to approve',
      text: [
        'The workflow is as powerful as the file that it applies, so both need an owner. At the end of the file:',
      ],
      copy: codeownersLines(choices, '@YOUR-ORG/YOUR-TEAM'),
    },
    {
      id: 'pull-request',
      title: 'Commit the files, and open a pull request that names the first group',
      text: ['Its comment says what merging it would change.'],
      copy: [],
    },
  ];
}

function actionStep(action: ActionReference): readonly Step[] {
  const wanted = 'uses: OWNER/hf-groups@<full commit SHA> # v1';
  if (action.uses === placeholderAction.uses) {
    return [
      {
        id: 'action',
        title: 'Put a release of hf-groups into both files; they do not run as they are',
        text: [
          `They name ${action.uses}, which does not exist:`,
          'this version was made before a release was published, and knows none.',
          'Replace it in both, or delete both and run `hf-groups init --action OWNER/hf-groups@SHA`.',
        ],
        copy: [wanted],
      },
    ];
  }
  if (action.pinned) return [];
  return [
    {
      id: 'action',
      title: 'Pin the action by its full commit SHA',
      text: [
        `The workflow uses ${action.uses}. A tag or branch can be moved to other code, which would then be`,
        'given your tokens; a commit cannot.',
      ],
      copy: [wanted],
    },
  ];
}
