import fc from 'fast-check';
import { stringify } from 'yaml';
import { roles } from '../../../src/model/membership.ts';

/** A configuration as the data that its file holds. */
export interface FileData {
  readonly version: 1;
  readonly organization: string;
  readonly defaults?: {
    readonly membership: 'additive' | 'exact';
    readonly resources?: 'additive' | 'exact';
  };
  readonly guards?: { readonly max_removals: number | string; readonly protected_members: readonly string[] };
  readonly teams: Readonly<
    Record<string, { readonly members: readonly string[]; readonly include: readonly string[] }>
  >;
  readonly groups: Readonly<Record<string, GroupData>>;
}

export interface GroupData {
  readonly id?: string;
  readonly membership?: 'additive' | 'exact';
  readonly members?: Readonly<Record<string, MemberData>>;
  readonly teams?: Readonly<Record<string, string>>;
  readonly resources?: ResourcesData;
}

export interface ResourcesData {
  readonly mode?: 'additive' | 'exact';
  readonly models?: readonly string[];
  readonly datasets?: readonly string[];
}

export type MemberData =
  | string
  | {
      readonly role: string;
      readonly expires?: string;
      readonly reason?: string;
      readonly service_account?: boolean;
    };

const letters = 'abcdefghijklmnopqrstuvwxyz';
const username = fc
  .tuple(fc.constantFrom(...letters), fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/))
  .map(([first, rest]) => `${first}${rest}`);
const email = fc
  .tuple(username, fc.constantFrom('acme.ai', 'mail.acme-labs.org'))
  .map(([user, domain]) => `${user}@${domain}`);
const awkward = fc.constantFrom('no', 'on', 'null', '1e3', '0x1F', '123', '2024-01-01', 'y', 'true');
const person = fc.oneof({ weight: 6, arbitrary: username }, { weight: 2, arbitrary: email }, awkward);
const name = fc.oneof(
  username,
  awkward,
  fc.constantFrom(
    'Foundation Models',
    '- x',
    'a: b',
    '#1',
    '"q"',
    "it's",
    '<<',
    '{x}',
    '*a',
    '__proto__x',
    'Größe 日本',
    ' lead',
    'trail ',
    '~',
    '@x',
    '%y',
    '?',
    '\\n',
  ),
  fc.stringMatching(/^[ -~]{1,20}$/),
);
const role = fc.constantFrom(...roles);
const reason = fc.oneof(
  fc.constantFrom('OPS-412', 'no', '12', 'a: b # c'),
  fc.stringMatching(/^[ -~]{1,30}$/),
);
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const mode = fc.constantFrom('additive' as const, 'exact' as const);
const hexId = fc.stringMatching(/^[0-9a-f]{24}$/);
const people = fc.uniqueArray(person, { maxLength: 5 });

const repository = fc.constantFrom('no', '1e3', '0x1F', 'null', 'a.b_c', '2024-01-01', '-', 'M'.repeat(96));
const resources: fc.Arbitrary<ResourcesData> = fc.record(
  {
    mode,
    models: fc.uniqueArray(repository, { maxLength: 3 }),
    datasets: fc.uniqueArray(repository, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const member: fc.Arbitrary<MemberData> = fc.oneof(
  role,
  fc.constant('absent'),
  fc.record({ role, expires: day, reason, service_account: fc.boolean() }, { requiredKeys: ['role'] }),
);

/** Configurations without an error, teams included only later ones, so that there is no cycle. */
export const validFile: fc.Arbitrary<FileData> = fc
  .uniqueArray(name, { maxLength: 5 })
  .chain((teamNames) => {
    const teams = fc
      .tuple(
        ...teamNames.map((_, at) =>
          fc.record({ members: people, include: fc.subarray(teamNames.slice(at + 1)) }),
        ),
      )
      .map((all) => Object.fromEntries(all.map((team, at) => [teamNames[at] ?? '', team])));
    const grants = fc
      .subarray(teamNames)
      .chain((some) =>
        fc
          .tuple(...some.map(() => role))
          .map((given) => Object.fromEntries(given.map((one, at) => [some[at] ?? '', one]))),
      );
    const group = fc.record(
      {
        id: hexId,
        membership: mode,
        members: fc.dictionary(person, member, { maxKeys: 6 }),
        teams: grants,
        resources,
      },
      { requiredKeys: [] },
    );
    return fc.record(
      {
        version: fc.constant(1 as const),
        organization: fc.constantFrom('acme-ai', 'A1', 'x.y_z'),
        defaults: fc.record({ membership: mode, resources: mode }, { requiredKeys: ['membership'] }),
        guards: fc.record({
          max_removals: fc.oneof(
            fc.nat(100),
            fc.nat(100).map((percent) => `${percent}%`),
          ),
          protected_members: people,
        }),
        teams,
        groups: fc.dictionary(name, group, { maxKeys: 5 }),
      },
      { requiredKeys: ['version', 'organization', 'teams', 'groups'] },
    );
  })
  .filter(({ groups }) => {
    const ids = Object.values(groups).flatMap(({ id }) => (id === undefined ? [] : [id]));
    return new Set(ids).size === ids.length;
  })
  .map((file) => ({ ...file, groups: withOwnResources(file) }));

/** Each resource belongs to the organization, and is left in the first group that has it. */
function withOwnResources({ organization, groups }: FileData): FileData['groups'] {
  const taken = new Set<string>();
  const own = (type: string, names: readonly string[]): readonly string[] =>
    names.flatMap((one) => {
      const [whole, key] = [`${organization}/${one}`, `${type}:${one}`];
      if (taken.has(key)) return [];
      taken.add(key);
      return [whole];
    });
  const entries = Object.entries(groups).map(([key, group]): [string, GroupData] => {
    if (group.resources === undefined) return [key, group];
    const { models, datasets, ...mode } = group.resources;
    const kept = {
      ...mode,
      ...(models === undefined ? {} : { models: own('model', models) }),
      ...(datasets === undefined ? {} : { datasets: own('dataset', datasets) }),
    };
    return [key, { ...group, resources: kept }];
  });
  // As the keys were made, `__proto__` is one like any other.
  return Object.fromEntries(entries);
}

/** One of the ways to write data as YAML: block, flow or JSON, quoted or not, with comments, with CRLF. */
export const style: fc.Arbitrary<(data: unknown) => string> = fc
  .record({
    layout: fc.constantFrom('block', 'flow', 'json'),
    quotes: fc.constantFrom('PLAIN' as const, 'QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
    indent: fc.integer({ min: 1, max: 5 }),
    indentSeq: fc.boolean(),
    comments: fc.boolean(),
    crlf: fc.boolean(),
  })
  .map(({ layout, quotes, indent, indentSeq, comments, crlf }) => (data) => {
    const plain =
      layout === 'json'
        ? `${JSON.stringify(data, null, indent)}\n`
        : stringify(data, {
            // Words that YAML 1.1 would guess are quoted as well.
            compat: 'yaml-1.1',
            version: '1.2',
            schema: 'core',
            aliasDuplicateObjects: false,
            collectionStyle: layout === 'flow' ? 'flow' : 'any',
            defaultStringType: quotes,
            defaultKeyType: quotes,
            indent,
            indentSeq,
            lineWidth: 0,
          });
    const noted = comments
      ? `# people\n\n${plain.replaceAll(/(?<=[a-z0-9'"}\]])\n/g, ' # note\n')}# end\n`
      : plain;
    return crlf ? noted.replaceAll('\n', '\r\n') : noted;
  });
