import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../src/model/annotation.ts';
import { diagnosticAnnotations, mostOfLevel, planAnnotations } from '../../src/review/annotations.ts';
import { at, blocked, change, diagnostic, group, plan } from '../render/builders.ts';
import { hostileNames } from '../render/samples.ts';

const evaluation = group('Evaluation');

function ofLevel(annotations: readonly Annotation[], level: Annotation['level']): readonly Annotation[] {
  return annotations.filter((annotation) => annotation.level === level);
}

describe('the annotations of a plan', () => {
  it('are errors for guards, warnings for what is blocked or lost by this change, notices for warnings', () => {
    const annotations = planAnnotations(
      plan({
        groups: [evaluation],
        changes: [
          change(evaluation, 'ada', null, 'write'),
          change(evaluation, 'bob', 'write', null, { source: at(6), origin: 'this_change' }),
          change(evaluation, 'kim', 'admin', 'read', { destructive: true, source: at(7) }),
          change(evaluation, 'zoe', 'read', null, { source: at(8), origin: 'drift' }),
        ],
        blocked: [
          blocked(evaluation, 'old', 'not_in_organization', { origin: 'drift', source: null }),
          blocked(evaluation, 'kmi', 'not_in_organization', { suggestion: 'kim', origin: 'this_change' }),
        ],
        violations: [
          {
            guard: 'protected-member',
            message: 'kim is protected and would be demoted in Evaluation',
            group: evaluation,
            user: 'Kim',
            source: at(7),
            waived: false,
          },
          {
            guard: 'emptied-group',
            message: 'Evaluation would be empty',
            group: evaluation,
            user: null,
            source: at(6),
            waived: false,
          },
          {
            guard: 'max-removals',
            message: '3 are too many',
            group: null,
            user: null,
            source: null,
            waived: false,
          },
          {
            guard: 'self-lockout',
            message: 'waived',
            group: evaluation,
            user: 'bob',
            source: null,
            waived: true,
          },
        ],
        warnings: [{ code: 'expires-soon', message: 'The entry of ada ends', source: at(21) }],
      }),
    );
    expect(annotations).toEqual([
      {
        level: 'error',
        title: 'Guard protected-member',
        message:
          'kim is protected and would be demoted in Evaluation: kim (groups.yaml:7). Leave the access as it is. Who is to be protected no longer leaves protected_members in a pull request of its own.',
        source: at(7),
      },
      {
        level: 'error',
        title: 'Guard emptied-group',
        message:
          'Evaluation would be empty: bob (groups.yaml:6), zoe (groups.yaml:8). Leave somebody in the group, or add somebody in the same pull request.',
        source: at(6),
      },
      {
        level: 'error',
        title: 'Guard max-removals',
        message:
          '3 are too many: bob (groups.yaml:6), kim (groups.yaml:7), zoe (groups.yaml:8). Split it into more than one pull request, one after the other. What is pending anyway counts too: settle that first.',
        source: null,
      },
      {
        level: 'warning',
        title: 'Blocked',
        message: 'kmi read in "Evaluation": not a member of the organization; did you mean kim?',
        source: at(18),
      },
      {
        level: 'warning',
        title: 'Blocked',
        message:
          'old read in "Evaluation": not a member of the organization; if they have left, delete the entry',
        source: null,
      },
      {
        level: 'warning',
        title: 'Less access',
        message: 'bob loses all access to "Evaluation"',
        source: at(6),
      },
      {
        level: 'warning',
        title: 'Less access',
        message: 'kim gets less access to "Evaluation" (admin to read)',
        source: at(7),
      },
      { level: 'notice', title: 'expires-soon', message: 'The entry of ada ends', source: at(21) },
    ]);
  });

  it('are warnings for weaker rules, and none for stricter ones', () => {
    const rule = (loosens: boolean, line: number) =>
      ({
        kind: 'guard',
        group: null,
        subject: 'max_removals',
        before: '25%',
        after: '100%',
        loosens,
        source: at(line),
      }) as const;
    expect(planAnnotations(plan({ policy_changes: [rule(true, 3), rule(false, 4)] }))).toEqual([
      {
        level: 'warning',
        title: 'Weaker rule',
        message: 'guard max_removals, 25% before, 100% now',
        source: at(3),
      },
    ]);
  });

  it('say of a guard what it says where nobody is known whom it is about', () => {
    const violation = {
      guard: 'last-admin',
      message: 'Evaluation would lose its only admin',
      group: evaluation,
      user: null,
      source: null,
      waived: false,
    } as const;
    expect(planAnnotations(plan({ violations: [violation] })).map(({ message }) => message)).toEqual([
      'Evaluation would lose its only admin. Leave an admin in the group, or make somebody else admin in the same pull request.',
    ]);
  });

  it('are none for a plan that only adds', () => {
    expect(planAnnotations(plan({ changes: [change(evaluation, 'ada', null, 'write')] }))).toEqual([]);
  });

  it.each([
    [0, 0, null],
    [9, 9, null],
    [10, 10, null],
    [11, 10, '2 more: see the job summary'],
    [200, 10, '191 more: see the job summary'],
  ])('are at most ten of a level: %i warnings', (total, shown, rest) => {
    const changes = Array.from({ length: total }, (_, index) =>
      change(evaluation, `user-${index}`, 'read', null),
    );
    const warnings = ofLevel(planAnnotations(plan({ changes })), 'warning');
    expect(warnings).toHaveLength(shown);
    if (rest !== null)
      expect(warnings.at(-1)).toEqual({ level: 'warning', title: 'More', message: rest, source: null });
    else expect(warnings.every(({ title }) => title === 'Less access')).toBe(true);
  });

  it('leave each level its own ten', () => {
    const violation = {
      guard: 'last-admin',
      message: 'm',
      group: null,
      user: null,
      source: null,
      waived: false,
    } as const;
    const annotations = planAnnotations(
      plan({
        changes: Array.from({ length: 30 }, (_, index) => change(evaluation, `user-${index}`, 'read', null)),
        violations: Array.from({ length: 12 }, () => violation),
        warnings: Array.from({ length: 15 }, () => ({ code: 'auto-join', message: 'm', source: null })),
      }),
    );
    expect(ofLevel(annotations, 'error')).toHaveLength(mostOfLevel);
    expect(ofLevel(annotations, 'error').at(-1)?.message).toBe('3 more: see the job summary');
    expect(ofLevel(annotations, 'warning')).toHaveLength(mostOfLevel);
    expect(ofLevel(annotations, 'notice').at(-1)?.message).toBe('6 more: see the job summary');
  });

  it.each(hostileNames.map((name) => [name]))('carry %j on one line without a command', (name) => {
    const odd = group(name);
    const annotations = planAnnotations(
      plan({
        changes: [change(odd, name, name, null, { source: at(1, name) })],
        blocked: [blocked(odd, name, 'not_in_organization', { suggestion: name })],
        violations: [
          { guard: 'last-admin', message: name, group: odd, user: name, source: null, waived: false },
        ],
        warnings: [{ code: name, message: name, source: at(1, name) }],
      }),
    );
    expect(annotations).toHaveLength(4);
    for (const { title, message, source } of annotations) {
      for (const text of [title, message, source?.file ?? '']) {
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[/u);
      }
    }
  });
});

describe('the annotations of diagnostics', () => {
  it('are errors and notices, with the hint on a line of its own', () => {
    expect(
      diagnosticAnnotations([
        diagnostic('membres:', 7, 7),
        diagnostic('x', 1, 1, { severity: 'warning', hint: null, source: null, message: 'Nothing uses it' }),
      ]),
    ).toEqual([
      {
        level: 'error',
        title: 'unknown-key',
        message: 'Unknown key `membres`\nDid you mean `members`?',
        source: { file: 'groups.yaml', line: 14, column: 7 },
      },
      { level: 'notice', title: 'unknown-key', message: 'Nothing uses it', source: null },
    ]);
  });

  it('are at most ten of a level', () => {
    const errors = Array.from({ length: 25 }, () => diagnostic('x', 1, 1));
    const annotations = diagnosticAnnotations([...errors, diagnostic('x', 1, 1, { severity: 'warning' })]);
    expect(ofLevel(annotations, 'error')).toHaveLength(10);
    expect(ofLevel(annotations, 'error').at(-1)?.message).toBe('16 more: see the job summary');
    expect(ofLevel(annotations, 'notice')).toHaveLength(1);
  });
});
