import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grant, grant } from '../../src/edit/grant.ts';
import type { EditResult } from '../../src/edit/result.ts';
import { revoke } from '../../src/edit/revoke.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { anyCaseOfPlanning, yamlOf } from '../support/organizations.ts';
import { uglified } from './ugly.ts';

const head = 'version: 1\norganization: acme-ai\n';

function load(text: string) {
  const files = [new SourceFile('groups.yaml', text)];
  const loaded = loadChecked(files, ['groups.yaml']);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return { files, configuration: loaded.configuration };
}

/** The text afterwards without its head, or why it could not be done. */
function told(result: EditResult, text: string): string {
  if (result.kind === 'stuck') return result.places.map(({ why }) => `stuck: ${why}`).join('\n');
  return (result.files[0]?.text ?? text).slice(head.length);
}

function granted(body: string, asked: Partial<Grant> = {}, groups: readonly string[] = ['A']): string {
  const text = head + body;
  const { files, configuration } = load(text);
  const found = configuration.groups.filter(({ name }) => groups.includes(name));
  return told(
    grant(configuration, files, {
      user: 'kim',
      role: 'write',
      until: null,
      reason: null,
      ...asked,
      groups: found,
    }),
    text,
  );
}

function revoked(body: string, groups: readonly string[] | null = null, user = 'kim'): string {
  const text = head + body;
  const { files, configuration } = load(text);
  const found = groups === null ? null : configuration.groups.filter(({ name }) => groups.includes(name));
  return told(revoke(configuration, files, { keys: new Set([user]), groups: found }), text);
}

describe('grant', () => {
  it.each([
    [
      'where the order by role and name wants it, beside its own role',
      'groups:\n  A:\n    members:\n      # Admins\n      zoe: admin\n\n      # Writers\n      ada: write\n      lee: write\n\n      # Readers\n      bob: read\n',
      'groups:\n  A:\n    members:\n      # Admins\n      zoe: admin\n\n      # Writers\n      ada: write\n      kim: write\n      lee: write\n\n      # Readers\n      bob: read\n',
    ],
    [
      'by name',
      'groups:\n  A:\n    members:\n      ada: read\n      lee: admin\n',
      'groups:\n  A:\n    members:\n      ada: read\n      kim: write\n      lee: admin\n',
    ],
    [
      'last where there is no order',
      'groups:\n  A:\n    members:\n      lee: read\n      ada: admin\n',
      'groups:\n  A:\n    members:\n      lee: read\n      ada: admin\n      kim: write\n',
    ],
    [
      'in line with aligned neighbours',
      'groups:\n  A:\n    members:\n      ada:     read\n      carola:  read\n',
      'groups:\n  A:\n    members:\n      kim:     write\n      ada:     read\n      carola:  read\n',
    ],
    [
      'in quotes among quotes',
      "groups:\n  A:\n    members:\n      'ada': read\n      'zoe': read\n",
      "groups:\n  A:\n    members:\n      'kim': write\n      'ada': read\n      'zoe': read\n",
    ],
    [
      'into a flow map',
      'groups:\n  A: { members: { ada: read } }\n',
      'groups:\n  A: { members: { ada: read, kim: write } }\n',
    ],
    [
      'into a group of teams',
      'teams:\n  t: { members: [ada] }\ngroups:\n    A:\n        teams: { t: read }\n',
      'teams:\n  t: { members: [ada] }\ngroups:\n    A:\n        teams: { t: read }\n        members:\n            kim: write\n',
    ],
    [
      'into a flow group of teams',
      'teams:\n  t: { members: [ada] }\ngroups:\n  A: { teams: { t: read } }\n',
      'teams:\n  t: { members: [ada] }\ngroups:\n  A: { teams: { t: read }, members: { kim: write } }\n',
    ],
    ['into nobody', 'groups:\n  A:\n    members: {}\n', 'groups:\n  A:\n    members:\n      kim: write\n'],
    [
      'over another role',
      'groups:\n  A:\n    members:\n      KIM: read # why\n',
      'groups:\n  A:\n    members:\n      KIM: write # why\n',
    ],
    [
      'over absent',
      'groups:\n  A:\n    members:\n      kim: absent\n',
      'groups:\n  A:\n    members:\n      kim: write\n',
    ],
    [
      'over a role with an end',
      'groups:\n  A:\n    members:\n      kim: { role: read, expires: 2030-01-01 }\n',
      'groups:\n  A:\n    members:\n      kim: { role: write, expires: 2030-01-01 }\n',
    ],
    [
      'over a role in lines',
      'groups:\n  A:\n    members:\n      kim:\n        role: read # r\n        service_account: true\n',
      'groups:\n  A:\n    members:\n      kim:\n        role: write # r\n        service_account: true\n',
    ],
  ] as const)('%s', (_, body, expected) => {
    expect(granted(body)).toBe(expected);
  });

  it('has an end and a reason', () => {
    const asked = { until: '2030-12-31', reason: 'OPS-412, for [all]' };
    expect(granted('groups:\n  A:\n    members: {}\n', asked)).toBe(
      'groups:\n  A:\n    members:\n      kim: { role: write, expires: 2030-12-31, reason: "OPS-412, for [all]" }\n',
    );
    expect(granted('groups:\n  A:\n    members:\n      kim:\n        role: write\n', asked)).toBe(
      'groups:\n  A:\n    members:\n      kim:\n        role: write\n        expires: 2030-12-31\n        reason: "OPS-412, for [all]"\n',
    );
    expect(
      granted('groups:\n  A:\n    members: { kim: { role: read, reason: x } }\n', { until: '2030-12-31' }),
    ).toBe('groups:\n  A:\n    members: { kim: { role: write, reason: x, expires: 2030-12-31 } }\n');
  });

  it('is the same when it is said twice', () => {
    const once = granted('groups:\n  A:\n    members:\n      ada: read\n');
    expect(granted(once)).toBe(once);
  });

  it.each([
    [
      'an anchor that others use',
      'groups:\n  A:\n    members: &m\n      ada: read\n  B:\n    members: *m\n',
      'stuck: others use it by the anchor &m',
    ],
    [
      'an alias',
      'groups:\n  B:\n    members: &m\n      ada: read\n  A:\n    members: *m\n',
      'stuck: it stands elsewhere, at the anchor &m',
    ],
    [
      'an exact group that declares nobody',
      'groups:\n  A:\n    membership: exact\n',
      'stuck: nobody is declared there yet, and in an exact group everybody else would be removed',
    ],
    [
      'a word that others use',
      'groups:\n  A:\n    members: { kim: &r read, ada: *r }\n',
      'stuck: others use it by the anchor &r',
    ],
  ] as const)('does not touch %s', (_, body, expected) => {
    expect(granted(body)).toBe(expected);
  });
});

describe('revoke', () => {
  const exact = 'defaults: { membership: exact }\n';
  it.each([
    [
      'the line of an exact group',
      `${exact}groups:\n  A:\n    members:\n      ada: read\n      kim: read\n`,
      null,
      `${exact}groups:\n  A:\n    members:\n      ada: read\n`,
    ],
    [
      'the only line of an exact group',
      `${exact}groups:\n  A:\n    members:\n      kim: read\n`,
      null,
      `${exact}groups:\n  A:\n    members: {}\n`,
    ],
    [
      'an additive group says absent',
      'groups:\n  A:\n    members:\n      kim: { role: read, reason: x } # y\n',
      null,
      'groups:\n  A:\n    members:\n      kim: absent # y\n',
    ],
    [
      'in lines, too',
      'groups:\n  A:\n    members:\n      kim:\n        role: read\n        expires: 2030-01-01\n      zoe: read\n',
      null,
      'groups:\n  A:\n    members:\n      kim: absent\n      zoe: read\n',
    ],
    [
      'out of teams, and absent where they gave an additive group',
      'teams:\n  t:\n    members: [ada, kim]\n  u:\n    members:\n      - kim\n    include: [t]\ngroups:\n  A:\n    teams: { u: read }\n',
      null,
      'teams:\n  t:\n    members: [ada]\n  u:\n    members: []\n    include: [t]\ngroups:\n  A:\n    teams: { u: read }\n    members:\n      kim: absent\n',
    ],
    [
      'out of teams is enough for an exact group',
      `${exact}teams:\n  t: { members: [ada, kim] }\ngroups:\n  A: { teams: { t: read } }\n`,
      null,
      `${exact}teams:\n  t: { members: [ada] }\ngroups:\n  A: { teams: { t: read } }\n`,
    ],
    [
      'of one group only: absent where a team gives it',
      `${exact}teams:\n  t: { members: [kim] }\ngroups:\n  A:\n    teams: { t: read }\n  B:\n    members: { kim: read }\n`,
      ['A'],
      `${exact}teams:\n  t: { members: [kim] }\ngroups:\n  A:\n    teams: { t: read }\n    members:\n      kim: absent\n  B:\n    members: { kim: read }\n`,
    ],
    [
      'out of the organization, where a missing line would change nothing',
      'organization_members:\n  ada: admin\n  # lead\n  KIM: write # why\ngroups:\n  A:\n    members: { ada: read }\n',
      null,
      'organization_members:\n  ada: admin\n  # lead\n  KIM: no_access # why\ngroups:\n  A:\n    members: { ada: read }\n',
    ],
    [
      'of one group only, the role in the organization stays',
      `${exact}organization_members: { kim: read }\ngroups:\n  A:\n    members: { ada: read, kim: read }\n`,
      ['A'],
      `${exact}organization_members: { kim: read }\ngroups:\n  A:\n    members: { ada: read }\n`,
    ],
    [
      'who is absent already stays so',
      'groups:\n  A:\n    members: { kim: absent }\n',
      null,
      'groups:\n  A:\n    members: { kim: absent }\n',
    ],
    [
      'who is not there',
      'groups:\n  A:\n    members: { ada: read }\n',
      null,
      'groups:\n  A:\n    members: { ada: read }\n',
    ],
  ] as const)('%s', (_, body, groups, expected) => {
    expect(revoked(body, groups)).toBe(expected);
  });

  it('does not touch a team that stands elsewhere', () => {
    expect(revoked('teams:\n  t: { members: &m [kim] }\n  u: { members: *m }\ngroups: {}\n')).toContain(
      'stuck: others use it',
    );
  });
});

describe('files as people write them', () => {
  it('get what was asked for and nothing else, and give it back byte by byte', () => {
    fc.assert(
      fc.property(
        anyCaseOfPlanning,
        fc.nat(),
        fc.constantFrom('read', 'admin'),
        ({ declaration }, seed, role) => {
          const text = uglified(yamlOf(declaration), seed);
          const { files, configuration } = load(text);
          const groups = configuration.groups.filter(
            ({ membership, mode }) => mode.value === 'exact' && (membership?.members.length ?? 0) > 0,
          );
          const user = 'newcomer';
          const made = grant(configuration, files, { user, role, until: null, reason: null, groups });
          if (made.kind === 'stuck') throw new Error(made.places.map(({ why }) => why).join());
          const after = made.files[0]?.text ?? text;
          expect(after.match(/newcomer/g)?.length ?? 0).toBe(groups.length);
          const again = load(after);
          const undone = revoke(again.configuration, again.files, { keys: new Set([user]), groups: null });
          if (undone.kind === 'stuck') throw new Error(undone.places.map(({ why }) => why).join());
          expect(undone.files[0]?.text ?? after).toBe(text);
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
    );
  });
});

it('grant and then revoke gives an exact group back, byte by byte', () => {
  for (const body of [
    'defaults: { membership: exact }\ngroups:\n  A:\n    members:\n      # Admins\n      ada: admin\n\n      # Readers\n      bob: read # b',
    'defaults: { membership: exact }\r\ngroups:\r\n  A:\r\n    members: {} # nobody\r\n',
    'defaults: { membership: exact }\ngroups:\n  A:\n    members: {\n      ada: admin, # a\n      lee: read\n    }\n',
  ]) {
    const text = granted(body);
    expect(text).not.toBe(body);
    expect(revoked(text)).toBe(body);
  }
});
