import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ActionReference, actionIn } from '../init/action-reference.ts';
import { isBranchName, repositoryPath } from '../init/names.ts';
import { defaultFile } from '../run/defaults.ts';
import { version } from '../run/version.ts';
import type { Run } from './command.ts';
import { collect, formatOption, textOption } from './options.ts';
import type { InitOptions } from './run/init-options.ts';

/** The formats of `init`, the default first. */
const initFormats = ['text', 'json'] as const;

/** What `init` can print alone. */
const printable = ['setup'] as const;

/** `hf-groups init`: the GitHub workflow and a first configuration, in a repository. */
export function addInit(program: Command, run: Run): void {
  program
    .command('init')
    .summary('write the GitHub workflow and a first groups.yaml into a repository')
    .description(
      'Writes .github/workflows/hf-groups.yml, .github/dependabot.yml, a first groups.yaml and its schemas/groups.schema.json into a repository, and says what is left to do. Never overwrites: when something else is there, nothing is written.',
    )
    .argument('[folder]', 'the root of the repository', '.')
    .addOption(
      textOption(
        '--organization <name>',
        'the organization on the Hub (repeatable: then each has a folder of its name; asked for when it is not given)',
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--branch <name>',
        'the default branch of the repository (default: that of `origin`, or main)',
      ).argParser(branch),
    )
    .addOption(
      new Option(
        '-f, --file <path>',
        'the configuration, a file, or a folder that has one; from the root of the repository',
      )
        .argParser(file)
        .default(defaultFile),
    )
    .addOption(
      new Option(
        '--action [owner/repo@ref]',
        'the release of hf-groups that the workflow uses, best by its full commit SHA: `OWNER/hf-groups@SHA # v1`; asked for where no value is given',
      ).argParser(action),
    )
    .addOption(
      new Option(
        '--import',
        'write the first configuration from what is live, as `hf-groups import` does; on a terminal, with a token, it is asked',
      ).conflicts('print'),
    )
    .addOption(
      new Option(
        '--adopt-drift',
        'a job, too, that brings every night into the files what was clicked, in a pull request; it needs a GitHub App',
      ),
    )
    .addOption(
      new Option('--no-dependabot', 'no file that has Dependabot propose new releases of the action'),
    )
    .addOption(
      new Option(
        '--print <what>',
        'print and write nothing: `setup`, a shell script that makes the environments, the secrets and the rule for the branch on GitHub, with `gh`',
      )
        .choices([...printable])
        .conflicts('dryRun'),
    )
    .addOption(new Option('--dry-run', 'show what would be written, and write nothing'))
    .addOption(formatOption(initFormats))
    .action((folder: string, _options, command: Command) =>
      run(async (io) => {
        const { init } = await import('./run/init.ts');
        return init(io, folder, command.optsWithGlobals<InitOptions>());
      }),
    );
}

function branch(text: string): string {
  if (!isBranchName(text)) {
    throw new InvalidArgumentError('Expected the name of a branch, without `refs/heads/`, such as main.');
  }
  return text;
}

function file(text: string): string {
  const found = repositoryPath(text);
  if (found === null) {
    throw new InvalidArgumentError(
      'Expected a path within the repository, of letters, digits, `.`, `_`, `-` and `/`.',
    );
  }
  return found;
}

function action(text: string): ActionReference {
  const found = actionIn(text, version);
  if (found === null) throw new InvalidArgumentError('Expected OWNER/REPO@REF, such as OWNER/hf-groups@SHA.');
  return found;
}
