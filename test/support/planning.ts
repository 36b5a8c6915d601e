import type { Configuration } from '../../src/config/declaration.ts';
import type { PeopleGiven } from '../../src/config/people.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { HubGroup, HubMember } from '../../src/hub/hub.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { Plan } from '../../src/model/plan.ts';
import { createPlan, type PlanInput, type Planned } from '../../src/plan/create-plan.ts';
import { SourceFile } from '../../src/text/source-file.ts';

/** The day of all plans in tests, unless a test says otherwise. */
export const today = '2026-11-20';

/** The day so many days after {@link today}. */
export function inDays(days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What is wrong with YAML text, to which a head is added: `LINE:COLUMN CODE: MESSAGE`, and behind an arrow what to do. */
export function mistakesIn(yaml: string): readonly string[] {
  const loaded = loadChecked([new SourceFile('groups.yaml', headed(yaml))], ['groups.yaml']);
  const found = loaded.ok ? loaded.warnings : loaded.diagnostics;
  return found.map(
    ({ code, source, message, hint }) =>
      `${source?.line}:${source?.column} ${code}: ${message}${hint === null ? '' : ` -> ${hint}`}`,
  );
}

function headed(yaml: string): string {
  return yaml.includes('organization:') ? yaml : `version: 1\norganization: acme-ai\n${yaml}`;
}

/** A configuration of YAML text, with a head when it has none. @throws Error with every diagnostic when it is wrong */
export function configurationOf(yaml: string, people: PeopleGiven | null = null): Configuration {
  const loaded = loadChecked([new SourceFile('groups.yaml', headed(yaml))], ['groups.yaml'], [], people);
  if (loaded.ok) return loaded.configuration;
  throw new Error(loaded.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}

/** An id of a group that is easy to see. */
export function idOf(number: number): string {
  return number.toString(16).padStart(24, '0');
}

/** A live group: `{ ada: 'admin' }` are its users. */
export function group(
  id: number,
  name: string,
  users: Readonly<Record<string, string>>,
  fields: Partial<HubGroup> = {},
): HubGroup {
  return {
    id: idOf(id),
    name,
    users: Object.entries(users).map(([user, role]) => ({ name: user, role })),
    resources: [],
    ...fields,
  };
}

/** Members of the organization, each with the address `NAME@acme.ai`. */
export function members(...users: readonly string[]): readonly HubMember[] {
  return users.map((user) => ({ user, role: 'write', verifiedEmail: `${user.toLowerCase()}@acme.ai` }));
}

/** A snapshot whose objects are as the Hub's description has them. */
export interface DescribedSnapshot extends Snapshot {
  readonly groups: readonly HubGroup[];
  readonly members: readonly HubMember[];
}

/** What is live. */
export function snapshotOf(
  groups: readonly HubGroup[],
  people: readonly HubMember[],
  fields: Partial<DescribedSnapshot> = {},
): DescribedSnapshot {
  return {
    format_version: '1.0',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    taken_at: '2026-11-20T12:00:00.000Z',
    me: { name: 'root' },
    groups,
    members: people,
    ...fields,
  };
}

/** Plans; YAML text is read first. */
export function tryPlan(
  configuration: string | Configuration,
  snapshot: Snapshot,
  options: Partial<Omit<PlanInput, 'base'>> & { readonly base?: string | Configuration | null } = {},
): Planned {
  const read = (from: string | Configuration): Configuration =>
    typeof from === 'string' ? configurationOf(from) : from;
  const { base = null, ...others } = options;
  return createPlan({
    configuration: read(configuration),
    live: liveOf(snapshot),
    selection: null,
    today,
    createdAt: '2026-11-20T12:00:00.000Z',
    toolVersion: '0.1.0',
    batchSize: 50,
    waive: [],
    warnings: [],
    ...others,
    base: base === null || base === 'unreadable' ? base : read(base),
  });
}

/** Plans what is free of errors. @throws Error with every diagnostic otherwise */
export function planOf(...input: Parameters<typeof tryPlan>): Plan {
  const planned = tryPlan(...input);
  if (planned.ok) return planned.plan;
  throw new Error(planned.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}

/** What planning finds wrong. */
export function errorsOf(...input: Parameters<typeof tryPlan>): readonly Diagnostic[] {
  const planned = tryPlan(...input);
  return planned.ok ? [] : planned.diagnostics.filter(({ severity }) => severity === 'error');
}

/** Each change as one line: `+ Group: ada -> admin`, `~ Group: ada read -> write`, `- Group: ada read`. */
export function linesOf({ changes }: Pick<Plan, 'changes'>): readonly string[] {
  return membershipsIn(changes).map(({ group: { name }, user, before, after }) => {
    if (before === null) return `+ ${name}: ${user} -> ${after}`;
    return after === null ? `- ${name}: ${user} ${before}` : `~ ${name}: ${user} ${before} -> ${after}`;
  });
}
