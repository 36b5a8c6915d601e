import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/render/group-view.ts';
import { createPalette } from '../../src/render/palette.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { columnWidth, padTo, widthOf } from '../../src/render/width.ts';
import { enumerate } from '../../src/text/count.ts';
import { at, blocked, change, digest, group, plan } from './builders.ts';

const options = { palette: createPalette(false), verbose: false };
const team = group('Team');
const linesOf = (fields: Parameters<typeof plan>[0], verbose = false): readonly string[] =>
  renderPlanText(plan(fields), { ...options, verbose }).split('\n');

describe('the lines that programs look for', () => {
  it('counts in the last line', () => {
    const changes = [
      change(team, 'ada', null, 'admin'),
      change(team, 'kim', null, 'read'),
      change(team, 'user', 'read', 'write'),
    ];
    expect(linesOf({ changes }).at(-2)).toBe('Plan: 2 to add, 1 to change, 0 to remove.');
  });

  it('says that there are no changes, with the organization and the files', () => {
    expect(renderPlanText(plan({ files: ['a.yaml', 'b/c.yaml'] }), options)).toBe(
      'No changes. acme-ai matches a.yaml, b/c.yaml.\n',
    );
  });

  it('counts zeros when something is blocked', () => {
    const lines = linesOf({ blocked: [blocked(team, 'kmi', 'not_in_organization')] });
    expect(lines.at(-2)).toBe('Plan: 0 to add, 0 to change, 0 to remove.');
    expect(lines.join('\n')).not.toContain('No changes.');
  });

  it('has a change with its symbol in the first column and single spaces', () => {
    const lines = linesOf({
      changes: [
        change(team, 'a-longer-name', null, 'contributor', { source: null }),
        change(team, 'user', 'read', 'write', { source: null }),
        change(team, 'bob', 'write', null, { source: null }),
      ],
    });
    expect(lines).toContain('+ a-longer-name contributor');
    expect(lines).toContain('~ user read -> write');
    expect(lines).toContain('- bob write');
  });
});

describe('the columns', () => {
  it('stand below each other', () => {
    const lines = linesOf({
      changes: [
        change(team, 'ada', null, 'admin', { via: 'x' }),
        change(team, 'user', 'read', 'write', { source: at(3), via: 'y' }),
      ],
    });
    expect(lines).toContain('+ ada admin           groups.yaml:14  team x');
    expect(lines).toContain('~ user read -> write  groups.yaml:3   team y');
  });

  it('are not pushed away by one long name', () => {
    const long = 'l'.repeat(60);
    const lines = linesOf({
      changes: [
        change(team, 'ada', null, 'admin', { source: at(1) }),
        change(team, long, null, 'admin', { source: at(2, `${long}.yaml`), via: 'x' }),
      ],
    });
    expect(lines).toContain('+ ada admin  groups.yaml:1');
    expect(lines).toContain(`+ ${long} admin  ${long}.yaml:2  team x`);
  });

  it('keep the place when every place is long', () => {
    const file = `${'f'.repeat(60)}.yaml`;
    const lines = linesOf({
      changes: [change(team, 'ada', null, 'admin', { source: at(1, file), via: 'x' })],
    });
    expect(lines).toContain(`+ ada admin  ${file}:1  team x`);
  });

  it('leave room for notes without a place', () => {
    const lines = linesOf({ changes: [change(team, 'ada', null, 'admin', { source: null, via: 'x' })] });
    expect(lines).toContain('+ ada admin  team x');
  });
});

describe('groups', () => {
  it.each([
    [{}, '12 repositories, 7 private; 3 members'],
    [{ repositories: 1, private: 0, members: 1 }, '1 repository, none private; 1 member'],
    [{ repositories: 0, private: 0, members: 0 }, 'no repositories; no members'],
    [{ private: null }, '12 repositories, how many of them private unknown; 3 members'],
    [{ repositories: null }, 'repositories unknown, 7 of them private; 3 members'],
    [{ repositories: null, private: null }, 'repositories unknown; 3 members'],
    [{ other_resources: 1 }, '12 repositories, 7 private, 1 other resource; 3 members'],
    [{ other_resources: null }, '12 repositories, 7 private, other resources unknown; 3 members'],
    [{ repositories: null, private: null, other_resources: null }, 'contents unknown; 3 members'],
  ])('%j', (fields, facts) => {
    expect(factsOf(group('Team', fields))).toBe(facts);
  });

  it('are named with their ids when two have one name', () => {
    const twin = group('Team', { id: 'f'.repeat(24) });
    const lines = linesOf({
      groups: [team, twin],
      changes: [change(team, 'ada', null, 'read'), change(twin, 'ada', null, 'read')],
    });
    expect(lines.filter((line) => line.startsWith('"Team" (')).length).toBe(2);
  });

  it('say so when nothing is known of them', () => {
    expect(linesOf({ changes: [change(team, 'ada', null, 'read')] })).toContain(
      '"Team"  contents and members unknown',
    );
  });

  it.each([
    ['Foundation Models', '"Foundation Models"'],
    ['- bob write', '"- bob write"'],
    ['::error::x', '"::error::x"'],
    ['Less access: 3', '"Less access: 3"'],
    ['No changes. acme-ai matches groups.yaml.', '"No changes. acme-ai matches groups.yaml."'],
  ])('cannot be taken for another line: %s', (name, header) => {
    const odd = group(name);
    const lines = linesOf({ groups: [odd], changes: [change(odd, 'ada', null, 'read')] });
    expect(lines).toContain(`${header}  12 repositories, 7 private; 3 members`);
    expect(lines).not.toContain(name);
  });
});

describe('what stands in the way', () => {
  const violation = { guard: 'last-admin', message: 'm', group: null, user: null } as const;

  it('names the guard, the digest and that apply would refuse', () => {
    const text = linesOf({
      violations: [
        { ...violation, source: null, waived: false },
        { ...violation, source: null, waived: false },
      ],
    }).join('\n');
    expect(text).toContain(
      `    waivers:\n      - guard: last-admin\n        digest: ${digest}\n        reason: `,
    );
    expect(text.match(/- guard:/g)).toHaveLength(1);
    expect(text).toContain('Apply would refuse this plan, because of the guard last-admin.\n');
  });

  it('does not refuse what is waived', () => {
    const text = linesOf({ violations: [{ ...violation, source: null, waived: true }] }).join('\n');
    expect(text).toContain('last-admin (waived): m');
    expect(text).not.toContain('refuse');
    expect(text).not.toContain('waivers:');
  });

  it('folds the warnings of one code, unless all are asked for', () => {
    const warnings = [
      ...Array.from({ length: 57 }, (_, index) => ({
        code: 'auto-join',
        message: `w${index}`,
        source: null,
      })),
      { code: 'expired', message: 'e', source: null },
    ];
    const lines = linesOf({ warnings });
    expect(lines.filter((line) => line.endsWith('[auto-join]'))).toHaveLength(21);
    expect(lines).toContain('  w19 [auto-join]');
    expect(lines).toContain('  … and 37 more [auto-join]');
    expect(lines).toContain('  e [expired]');
    expect(linesOf({ warnings }, true)).toContain('  w56 [auto-join]');
  });

  it('comes in this order', () => {
    const text = linesOf(
      {
        changes: [change(team, 'ada', null, 'read')],
        warnings: [{ code: 'expired', message: 'e', source: null }],
        blocked: [blocked(team, 'kmi', 'not_in_organization')],
        violations: [{ ...violation, source: null, waived: false }],
        unmanaged: [{ group: team, user: 'zoe', role: 'write' }],
        policy_changes: [
          {
            kind: 'guard',
            group: null,
            subject: 'max_removals',
            before: '25%',
            after: '100%',
            loosens: true,
            source: at(2),
          },
        ],
        released: [
          {
            group: team,
            user: 'eve',
            role: 'read',
            cause: 'line_deleted',
            was: 'declared',
            ways: ['absent'],
            source: at(4),
          },
        ],
      },
      true,
    ).join('\n');
    const order = [
      'This change: ada gets access to "Team" (read); 1 rule is weaker than before; 1 person keeps access that nothing declares any more; 1 entry is blocked; apply would refuse it.',
      'Policy changes',
      'weaker     guard max_removals, 25% before, 100% now',
      'More access: 1',
      '+ ada',
      'Refused by guards',
      'last-admin: m',
      'Blocked',
      'If all of this is meant',
      'No longer declared, and not removed',
      'eve keeps read in "Team"',
      'Warnings',
      'Left alone',
      'zoe write',
      'acme-ai on https://huggingface.co, from groups.yaml, planned 2026-11-20T12:00:00.000Z, 1 API call',
      'Digest sha256:',
      'Apply would refuse',
      'Plan:',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe('words and widths', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('enumerates %j', (items, expected) => {
    expect(enumerate(items)).toBe(expected);
  });

  it.each([
    ['ada', 3],
    ['日本', 4],
    ['😀', 2],
    ['e\u0301', 1],
    ['', 0],
  ])('measures %j', (measured, columns) => {
    expect(widthOf(measured)).toBe(columns);
    expect(widthOf(padTo(measured, 6))).toBe(6);
  });

  it('leaves out what is too wide', () => {
    expect(columnWidth(['a', 'abc', 'abcdef'], 4)).toBe(3);
  });
});
