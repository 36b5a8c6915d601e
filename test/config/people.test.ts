import { describe, expect, it } from 'vitest';
import { emailsIn } from '../../src/config/emails.ts';
import { type PeopleGiven, peopleNamed } from '../../src/config/people.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, group, linesOf, members, snapshotOf, tryPlan } from '../support/planning.ts';

const head = 'version: 1\norganization: acme-ai\n';
const yaml = `${head}people: people.csv
guards: { protected_members: [ci@acme.ai] }
teams: { all: { members: [Grace@acme.ai] } }
groups:
  One: { teams: { all: read }, members: { ada@acme.ai: admin, kim@acme.ai: write, lee: read } }
`;
const csv =
  'Name,Email,Username\nAda,ADA@acme.ai,Ada\n"Hopper, Grace",grace@acme.ai,grace\nCI,ci@acme.ai,ci-bot\n';
const file = (text: string): PeopleGiven => ({ kind: 'file', file: new SourceFile('people.csv', text) });
const load = (text: string, people: PeopleGiven | null) =>
  loadChecked([new SourceFile('groups.yaml', text)], ['groups.yaml'], [], people);
const told = (text: string, people: PeopleGiven | null) => {
  const loaded = load(text, people);
  const found = loaded.ok ? loaded.warnings : loaded.diagnostics;
  return found.map(
    ({ code, source, message, hint }) =>
      `${source?.file}:${source?.line}:${source?.column} ${code}: ${message}${hint === null ? '' : `. ${hint}`}`,
  );
};

describe('people', () => {
  it('says who an address is, in members, teams and guards; other addresses stay', () => {
    const loaded = load(yaml, file(csv));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
    const { configuration, warnings } = loaded;
    expect(warnings).toEqual([]);
    const keys = configuration.groups[0]?.membership?.members.map(({ person }) => person.key);
    expect(keys).toEqual(['ada', 'kim@acme.ai', 'lee']);
    expect(configuration.teams.get('all')?.everybody.map(({ key }) => key)).toEqual(['grace']);
    expect(configuration.guards.protectedMembers.map(({ key }) => key)).toEqual(['ci-bot']);
    expect([...emailsIn(configuration)].sort()).toEqual(
      ['ada', 'ci', 'grace', 'kim'].map((name) => `${name}@acme.ai`),
    );
  });

  it('are taken as they were read before', () => {
    const loaded = load(yaml, { kind: 'known', people: new Map([['ada@acme.ai', 'Ada']]) });
    const [first] = (loaded.ok && loaded.configuration.groups[0]?.membership?.members) || [];
    expect(first?.person).toMatchObject({ written: 'ada@acme.ai', key: 'ada', address: 'ada@acme.ai' });
  });

  it('leaves alone a group that does not say who is in it', () => {
    const loaded = load(`${yaml}  Two: {}\n`, file(csv));
    expect(loaded.ok && loaded.configuration.groups[1]?.membership).toBeNull();
  });

  const hidden = [{ user: 'Ada' }, { user: 'grace' }, { user: 'ci-bot' }, { user: 'lee' }].map((one) => ({
    ...one,
    role: 'write',
  }));
  const shown = members('Ada', 'grace', 'ci-bot', 'kim', 'lee');
  const small = yaml.replace(', kim@acme.ai: write', '');
  const planned = (people: string, listed: typeof shown) =>
    tryPlan(configurationOf(small, file(people)), snapshotOf([group(1, 'One', { lee: 'read' })], listed));

  it('finds people whose addresses the Hub does not show', () => {
    const plan = planned(csv, hidden);
    expect(plan.ok && linesOf(plan.plan)).toEqual(['+ One: Ada -> admin', '+ One: grace -> read']);
    expect(plan.ok && plan.plan.policy.protected_members).toEqual(['ci-bot']);
  });

  it('agrees with the Hub, or ends the plan', () => {
    expect(planned(csv, shown)).toMatchObject({ ok: true });
    const other = planned(csv.replace('acme.ai,Ada', 'acme.ai,kim').replace('.ai,grace', '.ai,lee'), shown);
    expect(
      !other.ok && other.diagnostics.map(({ code, message, source }) => [code, source?.line, message]),
    ).toEqual([
      ['people-conflict', 5, 'Grace@acme.ai is grace on the Hub, and lee in the file with people'],
      ['people-conflict', 7, 'ada@acme.ai is Ada on the Hub, and kim in the file with people'],
    ]);
  });

  it('makes one person of an address and a username, who may stand once in one place', () => {
    const twice = `${head}people: p.csv\ngroups:\n  One: { members: { ada@acme.ai: read, ADA: admin } }\n`;
    const plan = tryPlan(configurationOf(twice, file(csv)), snapshotOf([group(1, 'One', {})], shown));
    expect(!plan.ok && plan.diagnostics.map(({ code }) => code)).toEqual(['duplicate-person']);
  });

  const columns = 'Its first line is `email,username`, with commas; other columns are ignored.';
  const noColumns = `The table has no column \`email\` and none \`username\`. ${columns}`;

  it.each<[string, string, readonly string[]]>([
    [
      'a byte order mark, CRLF, empty lines, another order',
      '\ufeffusername,x,EMAIL\r\n\r\nada,,ada@acme.ai\r\n',
      [],
    ],
    ['somebody without an address, or not on the Hub', 'email,username\n,ada\nada@acme.ai,\n', []],
    ['the same twice', 'email,username\nada@acme.ai,Ada\nADA@acme.ai,ada\n', []],
    ['no column', 'mail,user\n', [`1:1 people-invalid: ${noColumns}`]],
    [
      'one column',
      'email\na@b.org\n',
      [`1:1 people-invalid: The table has no column \`username\`. ${columns}`],
    ],
    ['semicolons', 'email;username\n', [`1:1 people-invalid: ${noColumns}`]],
    ['nothing', '', [`1:1 people-invalid: ${noColumns}`]],
    [
      'too many values',
      'email,username\n\n\nada@acme.ai,ada,x\n',
      ['4:1 people-invalid: In the table the row has not as many values as there are columns'],
    ],
    [
      'an open quote',
      'email,username\n"ada@acme.ai,ada\n',
      ['2:1 people-invalid: In the table a quote is opened and not closed'],
    ],
    [
      'a quote in the middle',
      'email,username\nada@acme.ai,a"d"a\n',
      [
        '2:1 people-invalid: In the table a quote stands within a value that is not quoted as a whole; inside of quotes it is written twice',
      ],
    ],
    [
      'what is no address, and no username, below a value of two lines',
      'email,username,note\nada@acme.ai,ada,"a\nb"\nada,ada,\nkim@acme.ai,kim lee,\n',
      ['4:1 people-invalid: `ada` is no e-mail address', '5:1 people-invalid: `kim lee` is no username'],
    ],
    [
      'one address of two people',
      'email,username\nada@acme.ai,ada\nAda@acme.ai,eve\n',
      ['3:1 people-invalid: `Ada@acme.ai` is `eve` here, and `ada` in line 2'],
    ],
  ])('reads a table with %s', (_, text, problems) => {
    expect(told(`${head}people: people.csv\n`, file(text))).toEqual(
      problems.map((one) => `people.csv:${one}`),
    );
  });

  it.each<[string, PeopleGiven | null, string]>([
    ['that is not there', { kind: 'unreadable', why: 'there is no such file' }, 'there is no such file'],
    ['that nobody looked for', null, 'it was not read'],
  ])('says in its line that it cannot read a file %s', (_, given, why) => {
    expect(told(`${head}people: a/b.csv\n`, given)).toEqual([
      `groups.yaml:3:9 people-unreadable: Cannot read \`a/b.csv\`: ${why}`,
    ]);
  });

  it.each(['/etc/passwd', '~/people.csv', 'C:/people.csv', '"a\\\\b.csv"', '""', '"a\\tb"'])(
    'takes no path %s',
    (path) => {
      const text = `${head}people: ${path}\n`;
      expect(told(text, null)).toEqual([expect.stringMatching(/^groups\.yaml:3:9 wrong-/)]);
      expect(peopleNamed([new SourceFile('g.yaml', text)])).toBeNull();
    },
  );

  it.each<[string, string | null]>([
    ['x/c:/p.csv', 'x/c:/p.csv'],
    ['x'.repeat(500), 'x'.repeat(500)],
    ['x'.repeat(501), null],
  ])('of the path %s', (path, expected) => {
    const text = `${head}people: ${path}\n`;
    expect(peopleNamed([new SourceFile('g.yaml', text)])?.path ?? null).toBe(expected);
    expect(told(text, null)).toHaveLength(1);
  });

  it('shows nothing of a file that is no table of people: a path or a link may lead to any file', () => {
    for (const text of ['TOKEN=s3cret\0PATH=/bin', 'TOKEN="s3cret', 'email,username\nTOKEN=s3cret']) {
      const loaded = load(`${head}people: ../x\n`, file(text));
      expect(loaded.ok).toBe(false);
      expect(JSON.stringify(loaded)).not.toContain('s3cret');
    }
  });

  it('stands in one file only', () => {
    const sources = ['a.yaml', 'b.yaml'].map((name) => new SourceFile(name, `${head}people: ${name}.csv\n`));
    expect(peopleNamed(sources)).toMatchObject({ path: 'a.yaml.csv', by: { path: 'a.yaml' } });
    const loaded = loadChecked(sources, [], [], file(csv));
    expect(!loaded.ok && loaded.diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([
      ['duplicate-section', 'b.yaml'],
    ]);
  });

  it.each<[string, string | null]>([
    [`${head}"people": p.csv\n`, 'p.csv'],
    ['{ version: 1, organization: a, people: p.csv }', 'p.csv'],
    [`${head}groups: { people: { members: {} } }\n`, null],
    [`${head}people: [p.csv]\n`, null],
    ['people: [', null],
  ])('is found in %j: %j', (text, path) => {
    expect(
      peopleNamed([new SourceFile('x.yaml', 'version: 1'), new SourceFile('g.yaml', text)])?.path ?? null,
    ).toBe(path);
  });
});
