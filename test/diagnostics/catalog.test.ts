import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type DiagnosticCode, diagnosticCatalog } from '../../src/diagnostics/catalog.ts';
import { maxDiagnostics } from '../../src/diagnostics/collector.ts';
import { decode, maxFileBytes } from '../../src/files/text.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { diagnosticsOf, head, load } from '../config/support/load.ts';
import { group, idOf, inDays, members, snapshotOf, tryPlan } from '../support/planning.ts';

const codes = Object.keys(diagnosticCatalog);

/** The codes that a text gives. */
const ofText = (text: string) => () => diagnosticsOf(load(text)).map(({ code }) => code);

const ofFiles =
  (...texts: readonly string[]) =>
  () =>
    diagnosticsOf(load(Object.fromEntries(texts.map((text, at) => [`${at}.yaml`, text])))).map(
      ({ code }) => code,
    );

const ofBytes = (bytes: Uint8Array) => () => {
  const decoded = decode('groups.yaml', bytes);
  return decoded instanceof SourceFile ? [] : [decoded.code];
};

const live = snapshotOf(
  [
    group(1, 'Models', { ada: 'read', bot: 'write' }, { autoJoin: { enabled: true, role: 'read' } }),
    group(2, 'Twin', {}),
    group(3, 'Twin', {}),
    group(4, 'Hidden', { eve: 'read' }),
  ],
  [...members('ada', 'kim'), { user: 'eve', role: 'write' }],
);

/** The codes of planning a text against what is live. */
const ofPlan =
  (text: string, snapshot: Snapshot = live, selection: readonly string[] | null = null) =>
  () => {
    const planned = tryPlan(text, snapshot, { selection });
    return planned.ok
      ? planned.plan.warnings.map(({ code }) => code)
      : planned.diagnostics.map(({ code }) => code);
  };

const member = (body: string) => `${head}groups: { g: { members: { ada: ${body} } } }\n`;

/** For every code something that gives it, or why nothing here does. */
const examples: Readonly<Record<DiagnosticCode, (() => readonly string[]) | string>> = {
  'file-too-large': ofBytes(new Uint8Array(maxFileBytes + 1)),
  'file-encoding': ofBytes(Uint8Array.of(0x61, 0xff)),
  'file-elsewhere': 'It is of a commit on GitHub: test/github/sources.test.ts has one of each.',
  'files-too-large': ofFiles(
    ...Array.from({ length: 5 }, () => `#${'x'.repeat(maxFileBytes - 100)}\n${head}`),
  ),
  'file-empty': ofText('# nothing\n'),
  'wrong-indentation': ofText(`${head}groups:\n  g:\n    members:\n    ada: read\n`),
  'yaml-syntax': ofText('a: [\n'),
  'yaml-several-documents': ofText('a: b\n---\nc: d\n'),
  'yaml-version': ofText('%YAML 1.1\n---\na: b\n'),
  'yaml-duplicate-key': ofText('a: b\na: c\n'),
  'yaml-merge-key': ofText('<<: {}\n'),
  'yaml-alias': ofText('a: *b\n'),
  'yaml-tag': ofText('a: !b c\n'),
  'yaml-too-deep': ofText('['.repeat(100)),
  'yaml-too-long': 'It takes seconds: test/config/too-long.slow.test.ts has one.',
  'yaml-blank-lines': ofText(`a: b\n${'\n'.repeat(1_001)}`),
  'yaml-too-many-errors': ofText(`[${','.repeat(100)}]`),
  'too-many-errors': ofText(
    head + Array.from({ length: maxDiagnostics + 1 }, (_, at) => `x${at}: 1\n`).join(''),
  ),
  'too-many-warnings': ofText(
    `${head}teams:\n${Array.from({ length: maxDiagnostics + 1 }, (_, at) => `  t${at}: {}\n`).join('')}`,
  ),
  'name-not-text': ofText(member('read').replace('ada', 'no')),
  'unknown-key': ofText(`${head}group: {}\n`),
  'missing-key': ofText('version: 1\n'),
  'wrong-type': ofText(`${head}groups: []\n`),
  'wrong-value': ofText(member('owner')),
  'invalid-name': ofText(member('read').replace('ada', 'a/b')),
  'invalid-date': ofText(member('{ role: read, expires: 2026-02-30 }')),
  'duplicate-person': ofText(`${head}groups: { g: { members: { ada: read, ADA: read } } }\n`),
  'duplicate-group': ofFiles(`${head}groups: { g: {} }\n`, `${head}groups: { g: {} }\n`),
  'duplicate-team': ofFiles(`${head}teams: { t: {} }\n`, `${head}teams: { t: {} }\n`),
  'duplicate-section': ofFiles(`${head}guards: {}\n`, `${head}guards: {}\n`),
  'other-organization': ofFiles(head, 'version: 1\norganization: other\n'),
  'too-many-memberships': ofText(
    `${head}teams: { t: { members: [${Array.from({ length: 2_000 }, (_, at) => `u${at}`).join(', ')}] } }\ngroups:\n${Array.from({ length: 1_001 }, (_, at) => `  g${at}: { teams: { t: read } }\n`).join('')}`,
  ),
  'unknown-team': ofText(`${head}groups: { g: { teams: { t: read } } }\n`),
  'team-cycle': ofText(`${head}teams: { t: { include: [t] } }\n`),
  'unused-team': ofText(`${head}teams: { t: {} }\n`),
  'unusual-username': ofText(member('read').replace('ada', 'ram--charan')),
  'duplicate-resource': ofText(
    `${head}groups: { g: { resources: { models: [acme-ai/m] } }, h: { resources: { models: [acme-ai/m] } } }\n`,
  ),
  'other-namespace': ofText(`${head}groups: { g: { resources: { models: [other/m] } } }\n`),
  'group-absent': ofText(`${head}groups: { g: { state: absent } }\n`),
  'group-create': ofText(`${head}groups: { g: { id: "${idOf(1)}", create: true } }\n`),
  'scim-managed': ofText(`${head}groups: { g: { managed_by: scim, members: { ada: read } } }\n`),
  'similar-group': ofPlan('groups: { Model: { create: true } }'),
  'already-absent': ofPlan(`groups: { g: { id: "${idOf(99)}", state: absent } }`),
  'exact-auto-join': ofText(
    `${head}groups: { g: { membership: exact, members: {}, auto_join: { role: read, scope: all } } }\n`,
  ),
  'unknown-group': ofPlan('groups: { Models: {} }', live, ['Modells']),
  'expires-soon': ofPlan(`groups: { Models: { members: { ada: { role: read, expires: ${inDays(3)} } } } }`),
  expired: ofPlan(`groups: { Models: { members: { ada: { role: read, expires: ${inDays(-3)} } } } }`),
  'stale-waiver': ofPlan(`waivers: [{ guard: last-admin, digest: "sha256:${'0'.repeat(64)}", reason: x }]`),
  'not-in-members-list': ofPlan('groups: { Models: { membership: exact, members: { ada: read } } }'),
  'expires-raises': ofPlan(
    `teams: { t: { members: [ada] } }\ngroups: { Models: { members: { ada: { role: read, expires: ${inDays(99)} } }, teams: { t: admin } } }`,
  ),
  'unknown-absent': ofPlan('groups: { Models: { members: { aada: absent } } }'),
  'odd-answer': ofPlan('groups: {}', { ...live, groups: [...live.groups, { name: 'x' }] }),
  'auto-join': ofPlan(`groups: { Models: { id: "${idOf(1)}", members: { ada: absent } } }`),
  'unknown-protected-member': ofPlan('guards: { protected_members: [nobody] }'),
  'base-invalid': 'It is of a commit of a repository: the tests of the commands and of the Action have one.',
  'people-unreadable': ofText(`${head}people: people.csv\n`),
  'people-invalid': 'It is of a file beside the configuration: test/config/people.test.ts has one of each.',
  'people-conflict': 'It needs a file beside the configuration: test/config/people.test.ts.',
  'policy-reason': 'It is found with a day: test/config/policy.test.ts has one of each.',
  'policy-lifetime': 'It is found with a day: test/config/policy.test.ts has one of each.',
  'policy-separate': 'It is found with a day: test/config/policy.test.ts has one of each.',
  'policy-file': 'It is found with a day: test/config/policy.test.ts has one of each.',
  'policy-group': 'It is found with a day: test/config/policy.test.ts has one of each.',
  'saved-plan': 'It is of a file that was saved: the tests of `show` have one.',
};

describe('the catalog of diagnostics', () => {
  it.each(Object.entries(examples))('has an example of %s', (code, example) => {
    if (typeof example === 'string') expect(example).toMatch(/\.$/);
    else expect(example()).toContain(code);
  });

  it('has an example for every code, and none for another', () => {
    expect(Object.keys(examples).toSorted()).toEqual(codes.toSorted());
  });

  it.each(Object.entries(diagnosticCatalog))(
    'explains %s in sentences',
    (code, { severity, title, cause, cure }) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(['error', 'warning']).toContain(severity);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const text of [cause, cure]) expect(text).toMatch(/^[A-Z`].*\.$/);
    },
  );

  it('has the codes that the source uses, each at least once', () => {
    const source = fileURLToPath(new URL('../../src', import.meta.url));
    const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('catalog.ts'))
      .map((name) => readFileSync(path.join(source, name), 'utf8'));
    const all = texts.join('\n');
    expect(codes.filter((code) => !all.includes(`'${code}'`))).toEqual([]);
    // What is no code does not compile as one: `diagnose` and `report` take codes of the catalog only.
    const reported = [...all.matchAll(/(?:diagnose|\.report)\(\s*'([a-z-]+)'/g)].map(
      ([, code]) => code ?? '',
    );
    expect(reported.length).toBeGreaterThan(20);
    expect(reported.filter((code) => !codes.includes(code))).toEqual([]);
  });
});
