import { emailsIn } from '../config/emails.ts';
import { examine } from '../doctor/examine.ts';
import type { Facts, FilesFact, ProbeName, Trouble } from '../doctor/facts.ts';
import { ConfigError, KnownError } from '../errors.ts';
import { isReadable } from '../files/readable.ts';
import { createProber } from '../hub/client.ts';
import {
  groupsPath,
  membersPath,
  repositoriesPath,
  serviceAccountsPath,
  usagePath,
  whoamiPath,
} from '../hub/paths.ts';
import type { Probed } from '../hub/probed.ts';
import { neededBy } from '../kinds/needs.ts';
import { isObject } from '../live/read.ts';
import type { Examination } from '../model/doctor.ts';
import { clientOptions, endpointOf, type HubOptions, routeFor, tokenFor } from './connect.ts';
import type { Console } from './console.ts';
import type { Desired } from './desired.ts';
import type { Io } from './io.ts';
import { planFor } from './planning.ts';
import { nodeVersion, version } from './version.ts';

/** What is looked at. */
export interface DoctorRequest {
  /** `null` for that of the files. */
  readonly organization: string | null;
  readonly files: ReadFiles;
  readonly options: HubOptions;
  /** Ends what is in flight. */
  readonly signal: AbortSignal;
}

/** The files as far as they could be read. */
export interface ReadFiles {
  readonly fact: FilesFact;
  /** `null` where they could not. */
  readonly desired: Desired | null;
}

/**
 * Reads all that the checks ask for, and judges it. Reads only; what goes wrong is a finding and no error.
 *
 * @throws KnownError `usage` for a name that cannot be that of an organization
 */
export async function runDoctor(io: Io, console: Console, request: DoctorRequest): Promise<Examination> {
  const { files, options, signal } = request;
  const { desired } = files;
  const organization = request.organization ?? desired?.configuration.organization ?? null;
  const endpoint = tried(() => endpointOf(io, options));
  const located = tried(() => tokenFor(io));
  const route = isTrouble(endpoint) ? null : tried(() => routeFor(endpoint, io));
  const ready = !isTrouble(endpoint) && !isTrouble(located) && route !== null && !isTrouble(route);
  const client = { ...clientOptions(io, console, options, { signal }) };
  const answers = ready
    ? await ask({ ...client, endpoint, route, token: located.token }, organization, () => io.now().getTime())
    : {};
  const certificates = io.env['NODE_EXTRA_CA_CERTS'] || null;
  return examine({
    now: io.now().getTime(),
    toolVersion: version,
    node: nodeVersion,
    organization,
    files: files.fact,
    token: isTrouble(located) ? located : { kind: 'found', from: located.from },
    endpoint: isTrouble(endpoint)
      ? endpoint
      : { kind: 'found', from: endpointSource(io, options), url: endpoint },
    route,
    certificates: {
      file: certificates,
      readable: certificates !== null && isReadable(certificates, io.folder),
      unverified: io.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    },
    answers,
    calls: desired === null || isTrouble(endpoint) ? null : callsOf(io, desired, endpoint, answers),
  });
}

/** A configuration as a fact: what is wrong with it is no error here. */
export async function filesFactOf(
  names: readonly string[],
  read: () => Promise<Desired>,
): Promise<ReadFiles> {
  try {
    const desired = await read();
    const { configuration, warnings } = desired;
    return { fact: { kind: 'valid', names, configuration, warnings: warnings.length }, desired };
  } catch (error) {
    if (error instanceof ConfigError) {
      const errors = error.diagnostics.filter(({ severity }) => severity === 'error').length;
      return { fact: { kind: 'invalid', names, errors }, desired: null };
    }
    return { fact: troubleOf(error), desired: null };
  }
}

async function ask(
  options: Parameters<typeof createProber>[0],
  organization: string | null,
  now: () => number,
): Promise<Facts['answers']> {
  const prober = createProber(options, now);
  const of = (path: (organization: string) => string): string | null =>
    organization === null ? null : path(organization);
  const questions: readonly (readonly [ProbeName, string | null, Readonly<Record<string, string>>])[] = [
    ['me', whoamiPath, {}],
    ['groups', of(groupsPath), {}],
    ['members', of(membersPath), { limit: '10000' }],
    ['services', of(serviceAccountsPath), {}],
    ['repositories', of(repositoriesPath), {}],
    ['usage', of(usagePath), {}],
  ];
  try {
    // The first one alone: where nothing answers, nothing else need be asked.
    const [first, ...others] = questions.filter(isAsked);
    if (first === undefined) return {};
    const [name, path, query] = first;
    const me = await prober.ask(path, query);
    if (me.kind === 'lost' || me.status === 401) return { [name]: me };
    const answers = await Promise.all(
      others.map(
        async ([name, path, query]): Promise<[ProbeName, Probed]> => [name, await prober.ask(path, query)],
      ),
    );
    return { [name]: me, ...Object.fromEntries(answers) };
  } finally {
    await prober.close();
  }
}

type Question = readonly [ProbeName, string | null, Readonly<Record<string, string>>];

function isAsked(
  question: Question,
): question is readonly [ProbeName, string, Readonly<Record<string, string>>] {
  return question[1] !== null;
}

/** What a plan of what was just read needs. One that cannot be made says nothing of its calls. */
function callsOf(io: Io, desired: Desired, endpoint: string, answers: Facts['answers']): Facts['calls'] {
  const [me, groups, members] = [answers.me, answers.groups, answers.members].map((answer) =>
    answer?.kind === 'answer' && answer.status === 200 ? answer.json : undefined,
  );
  if (!Array.isArray(groups) || !Array.isArray(members) || !isObject(me) || typeof me['name'] !== 'string')
    return null;
  const { configuration } = desired;
  const known = new Set(
    members.map((member: unknown) => (isObject(member) ? member['verifiedEmail'] : null)),
  );
  const unknown = [...emailsIn(configuration)].filter((email) => !known.has(email));
  const reads = 3 + neededBy([configuration]).length + unknown.length;
  try {
    const snapshot = {
      format_version: '1.0',
      endpoint,
      organization: configuration.organization,
      taken_at: io.now().toISOString(),
      me: { ...me, name: me['name'] },
      groups,
      members,
    } as const;
    return { reads, writes: planFor(io, desired, snapshot, {}).plan.summary.calls };
  } catch (error) {
    if (error instanceof KnownError) return { reads, writes: null };
    throw error;
  }
}

function endpointSource(io: Pick<Io, 'env'>, { endpoint }: HubOptions): string {
  if (endpoint !== undefined) return '--endpoint';
  return (io.env['HF_ENDPOINT'] ?? '').trim() === '' ? 'the default' : 'HF_ENDPOINT';
}

function tried<T extends string | object>(find: () => T): T | Trouble {
  try {
    return find();
  } catch (error) {
    return troubleOf(error);
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof KnownError)) throw error;
  return { kind: 'trouble', message: error.message, hint: error.hint };
}

function isTrouble(value: unknown): value is Trouble {
  return isObject(value) && value['kind'] === 'trouble';
}
