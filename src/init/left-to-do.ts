import { enumerate } from '../text/count.ts';
import { type ActionReference, placeholderAction } from './action-reference.ts';
import { type InitChoices, targetsOf } from './choices.ts';
import { codeownersLines } from './codeowners.ts';
import { environments, secretNames } from './workflow.ts';

/** One thing that nobody can do from here: it is set on GitHub or on the Hub, or decided by people. */
export interface Step {
  /** Stays the same over versions. */
  readonly id:
    | 'action'
    | 'tokens'
    | 'app'
    | 'setup'
    | 'code-owners'
    | 'first-commit'
    | 'doctor'
    | 'branch-rule'
    | 'pull-request';
  readonly title: string;
  /** Lines of text. */
  readonly text: readonly string[];
  /** Lines to copy: commands, or the text of a file. */
  readonly copy: readonly string[];
}

/** Where the printed script is kept: beside the repository, not in it. */
const script = '../hf-groups-setup.sh';

/** What stands in the repository by now. */
export interface Written {
  /** The configuration: none of the groups that there are, all of them, or what was there before. */
  readonly first: 'empty' | 'imported' | 'kept';
  /** Where the schema is, for editors, for `git add`; `null` where it is not. */
  readonly schema: string | null;
}

/**
 * What is left to do after the files are written, in the order in which it is best done. `docs/github.md` has the same
 * steps, made from these.
 */
export function leftToDo(choices: InitChoices, { first, schema }: Written): readonly Step[] {
  const { branch, adoptDrift } = choices;
  const targets = targetsOf(choices);
  const organization = enumerate(targets.map((target) => target.organization));
  const files = targets.map((target) => target.file);
  return [
    ...actionStep(choices.action),
    {
      id: 'tokens',
      title: `Make two tokens on the Hub, fine-grained and for ${targets.length === 1 ? 'this organization only' : 'each organization by itself'}`,
      text: [
        `One with read access to the settings and members of ${organization}, and one with write access to them.`,
        'Best of a service account, or else of an admin: others may not be shown every group.',
      ],
      copy: [],
    },
    ...(adoptDrift ? [appStep] : []),
    {
      id: 'setup',
      title: 'Make the environments and store the secrets',
      text: [
        `The script makes \`${environments.plan}\` and \`${environments.apply}\`${targets.length === 1 ? '' : ' of each'}, which only ${branch} may use, makes a`,
        `signing key, and asks for the tokens: \`${secretNames.read}\` and \`${secretNames.write}\`. Read it first.`,
        ...(adoptDrift
          ? [
              `It makes \`${environments.import}\`${targets.length === 1 ? '' : ' of each'} as well, and asks for the App: its id, \`${secretNames.appId}\`, and the file of its`,
              `private key, \`${secretNames.appKey}\`.`,
            ]
          : []),
      ],
      copy: [`hf-groups init --print setup${flags(choices)} > ${script}`, `sh ${script}`],
    },
    {
      id: 'code-owners',
      title: 'Say in .github/CODEOWNERS who has to approve',
      text: [
        'At its end, since the last line that fits counts. The team needs write access to the repository, or the lines',
        'count for nothing. The workflow is as powerful as the file that it applies, so both need an owner.',
      ],
      copy: codeownersLines(choices, '@YOUR-ORG/YOUR-TEAM'),
    },
    {
      id: 'first-commit',
      title: `Push these files to ${branch}`,
      text: ['Nothing is changed by that: what no pull request has shown is held back.'],
      copy: [
        `git add .github ${files.join(' ')}${schema === null ? '' : ` ${schema}`}`,
        "git commit -m 'Set up hf-groups'",
        `git push origin HEAD:${branch}`,
      ],
    },
    {
      id: 'doctor',
      title: 'Look whether everything is there',
      text: [
        'It asks with both tokens, changes nothing, and says in the summary of the run what will stand in the way.',
      ],
      copy: ['gh workflow run hf-groups.yml -f doctor=true'],
    },
    {
      id: 'branch-rule',
      title: `Protect ${branch}`,
      text: ['The same script again, now that the first commit is there.'],
      copy: [`sh ${script}`],
    },
    {
      id: 'pull-request',
      title: `Open a pull request that changes ${files.join(' or ')}`,
      text: pullRequestText[first](files),
      copy: [],
    },
  ];
}

const pullRequestText = {
  empty: ([file, ...others]: readonly string[]) => [
    'Begin with one small group. The comment says what merging it would change. Or begin with all that there are: with',
    others.length === 0
      ? `a token in HF_TOKEN, delete ${file} and run \`hf-groups init --import\`.`
      : 'a token in HF_TOKEN, delete one of them and run `hf-groups import ORG -o ORG/groups.yaml`.',
  ],
  imported: () => [
    'What is live is declared, so nothing changes before the file does. The comment says what merging it would change.',
  ],
  kept: () => ['The comment says what merging it would change.'],
} as const;

/** The flags without which the script would be another one. */
function flags(choices: InitChoices): string {
  const { branch, file, adoptDrift, others = [] } = choices;
  const adopting = adoptDrift ? ' --adopt-drift' : '';
  if (others.length > 0) {
    const named = targetsOf(choices).map(({ organization }) => ` --organization ${organization}`);
    return `${named.join('')}${branch === 'main' ? '' : ` --branch ${branch}`}${adopting}`;
  }
  const isUsual = branch === 'main' ? '' : ` --branch ${branch}`;
  const where = file === 'groups.yaml' ? '' : ` --file ${file}`;
  return `${isUsual}${where}${adopting}`;
}

const appStep: Step = {
  id: 'app',
  title: 'Make a GitHub App, and install it in this repository only',
  text: [
    'GitHub starts no workflow for a pull request that the workflow’s own token opens: it would have no plan. The App',
    'needs *Contents* and *Pull requests*, read and write, no webhook, and no way past the rule for the branch.',
  ],
  copy: [],
};

function actionStep(action: ActionReference): readonly Step[] {
  const wanted = 'uses: OWNER/hf-groups@<full commit SHA> # v1';
  if (action.uses === placeholderAction.uses) {
    return [
      {
        id: 'action',
        title: 'Put a release of hf-groups into the workflow; it does not run as it is',
        text: [
          `It names ${action.uses}, which does not exist:`,
          'this version was made before a release was published, and knows none.',
          'Replace that wherever it stands in the workflow. Or delete what was written just now, and nothing',
          'else, and run `hf-groups init --action OWNER/hf-groups@SHA`.',
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
