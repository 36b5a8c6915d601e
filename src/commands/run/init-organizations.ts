import schema from '../../../schemas/groups.schema.json' with { type: 'json' };
import { KnownError } from '../../errors.ts';
import type { Target } from '../../init/choices.ts';
import type { Existing } from '../../init/survey.ts';
import { defaultFile } from '../../run/defaults.ts';
import type { Io } from '../../run/io.ts';
import { askLine } from './ask.ts';
import type { InitOptions } from './init-options.ts';

/**
 * The organizations where several are named, each with the folder of its name for its configuration.
 *
 * @returns an empty list where one is named, or none
 * @throws KnownError `usage` for a name that is none, one that is there twice, and for what only one can have
 */
export function severalOf({ organization: named = [], file, import: live }: InitOptions): readonly Target[] {
  for (const name of named) checkName(name);
  if (named.length < 2) return [];
  const keys = new Set(named.map((name) => name.toLowerCase()));
  if (keys.size < named.length) throw usage('An organization is named twice', 'Name each once.');
  if (file !== defaultFile) {
    const hint = `Each organization has a folder of its name: ${named.map((name) => `${name}/${defaultFile}`).join(', ')}. Leave --file out.`;
    throw usage('--file names one configuration, and there are several organizations', hint);
  }
  if (live === true) {
    const hint = 'Leave --import out, and run `hf-groups import ORG -o ORG/groups.yaml` for each before.';
    throw usage('What is live is imported for one organization only', hint);
  }
  return named.map((organization) => ({ organization, file: `${organization}/${defaultFile}` }));
}

/** The organization that is named, or that of the configuration that is there, or the answer to a question. */
export async function organizationOf(io: Io, existing: Existing, options: InitOptions): Promise<string> {
  const [named] = options.organization ?? [];
  if (named === undefined && existing.kind === 'configuration') return existing.organization;
  return checkName(named ?? (await asked(io)));
}

function checkName(name: string): string {
  const { pattern } = schema.properties.organization;
  if (new RegExp(pattern, 'u').test(name)) return name;
  throw usage(
    `'${name}' is not the name of an organization`,
    'It is the last part of its address on the Hub, such as `acme-ai`.',
  );
}

async function asked(io: Io): Promise<string> {
  const question = 'The organization on the Hub, by the last part of its address there, such as acme-ai.';
  const answer = io.stdin.isTTY === true ? await askLine(io, question) : '';
  if (answer !== '') return answer;
  throw usage('No organization is given', 'Name it with --organization.');
}

function usage(message: string, hint: string): KnownError {
  return new KnownError('usage', message, { hint });
}
