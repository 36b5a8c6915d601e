import { describe, expect, it } from 'vitest';
import type { Blocked, PolicyChange, Released } from '../../src/model/plan.ts';
import { blockedLines } from '../../src/render/blocked-view.ts';
import { GroupNames } from '../../src/render/group-view.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { policyView } from '../../src/render/policy-view.ts';
import { releasedView } from '../../src/render/released-view.ts';
import { at, blocked, group } from './builders.ts';

const one = group('One');
const two = group('Two');
const names = new GroupNames([one, two]);

describe('a rule that differs from the base', () => {
  const rule = (fields: Partial<PolicyChange>): PolicyChange => ({
    kind: 'guard',
    group: null,
    subject: null,
    before: null,
    after: null,
    loosens: false,
    source: null,
    ...fields,
  });

  it.each<[string, Partial<PolicyChange>]>([
    ['guard max_removals, default before, 50% now', { subject: 'max_removals', after: '50%' }],
    ['guard max_removals, 5 before, default now', { subject: 'max_removals', before: '5' }],
    ['ada is not protected any more', { kind: 'protected_member', subject: 'ada', before: 'protected' }],
    ['ada is protected now', { kind: 'protected_member', subject: 'ada', after: 'protected' }],
    [
      'last-admin is waived for the plan sha256:9f',
      { kind: 'waiver', subject: 'last-admin', after: 'sha256:9f' },
    ],
    [
      'the waiver of last-admin for the plan sha256:9f is gone',
      { kind: 'waiver', subject: 'last-admin', before: 'sha256:9f' },
    ],
    [
      '"One": exact before, additive now',
      { kind: 'membership', group: one, before: 'exact', after: 'additive' },
    ],
    [
      '"One": not declared any more (exact before), so nobody is added or removed there',
      { kind: 'membership', group: one, before: 'exact' },
    ],
    ['"One": declared now, exact', { kind: 'membership', group: one, after: 'exact' }],
    [
      '"One": auto_join was off, and is not managed any more',
      { kind: 'setting', group: one, subject: 'auto_join', before: 'off' },
    ],
    [
      '"One": model:acme-ai/base is not managed any more',
      { kind: 'resource', group: one, subject: 'model:acme-ai/base', before: 'declared' },
    ],
    [
      'the role of ada in the organization was read, and is not managed any more',
      { kind: 'organization_role', subject: 'ada', before: 'read' },
    ],
    [
      '"One": the entry of ada ends on 2027-01-01, and was to end on 2026-12-01',
      { kind: 'expires', group: one, subject: 'ada', before: '2026-12-01', after: '2027-01-01' },
    ],
    [
      '"One": the entry of ada ends never, and was to end on 2026-12-01',
      { kind: 'expires', group: one, subject: 'ada', before: '2026-12-01' },
    ],
    [
      '"One": the entry of ada ends on 2026-12-01, and had no end',
      { kind: 'expires', group: one, subject: 'ada', after: '2026-12-01' },
    ],
    [
      '"One": ada is not declared absent any more',
      { kind: 'absent', group: one, subject: 'ada', before: 'absent' },
    ],
    ['"One": ada is declared absent now', { kind: 'absent', group: one, subject: 'ada', after: 'absent' }],
    [
      '"One": ada gets more when the own entry ends: admin after 2026-12-01',
      { kind: 'later_role', group: one, subject: 'ada', after: 'admin after 2026-12-01' },
    ],
  ])('%s', (text, fields) => {
    const { lines } = policyView({ policy_changes: [rule(fields)], loosened: [] }, names);
    expect(lines.map(({ what }) => phraseText(what))).toEqual([text]);
  });

  it('stands before others when it is weaker', () => {
    const rules = [rule({ subject: 'a', source: at(3) }), rule({ subject: 'b', loosens: true })];
    const { lines, weaker } = policyView({ policy_changes: rules, loosened: [] }, names);
    expect(weaker).toBe(1);
    expect(lines.map((line) => [line.weaker, line.place])).toEqual([
      [true, ''],
      [false, 'groups.yaml:3'],
    ]);
  });
});

describe('somebody who is let go of', () => {
  const released = (fields: Partial<Released>): Released => ({
    group: one,
    user: 'ada',
    role: 'read',
    cause: 'line_deleted',
    was: 'declared',
    ways: ['absent', 'restore'],
    source: at(4),
    ...fields,
  });

  it.each<[string, Partial<Released>]>([
    ['ada keeps read in "One": no line asks for it any more', {}],
    ['ada keeps read in "One": the group is not declared any more', { cause: 'group_not_declared' }],
    ['ada keeps read in "One": the group declares no members any more', { cause: 'membership_not_declared' }],
    [
      'ada keeps read in "One": no line asks for it any more, although the base has absent and wants the person removed',
      { was: 'absent' },
    ],
    [
      'ada keeps read in "One": no line asks for it any more, although the entry has ended and the base wants the person removed',
      { was: 'expired' },
    ],
  ])('%s', (text, fields) => {
    const { lines } = releasedView({ released: [released(fields)] }, names);
    expect(lines.map(({ what }) => phraseText(what))).toEqual([text]);
  });

  it.each<[Released['ways'], string]>([
    [
      ['absent', 'restore'],
      'Deleting a line takes no access away. To take it away, write "absent" as the role of the person in the group. To keep it declared, put the line back.',
    ],
    [
      ['absent', 'exact', 'declare_group'],
      'Deleting a line takes no access away. To take it away, write "absent" as the role of the person in the group, "membership: exact" in the group or the group again, with "absent" for the person.',
    ],
  ])('has the ways %j', (ways, sentence) => {
    expect(releasedView({ released: [released({ ways })] }, names).ways).toBe(sentence);
  });
});

describe('the lines of what is blocked', () => {
  const linesOf = (entries: readonly Blocked[]): readonly (readonly [string, string, number])[] =>
    blockedLines(entries, names).map(({ what, why, entries: told }) => [
      phraseText(what),
      phraseText(why),
      told,
    ]);

  it('are one for somebody who has left, with all entries', () => {
    expect(
      linesOf([
        blocked(one, 'gone', 'not_in_organization', { source: at(3) }),
        blocked(two, 'Gone', 'not_in_organization', { after: 'write', via: 't', source: at(9) }),
        blocked(two, 'kmi', 'not_in_organization', { suggestion: 'kim' }),
      ]),
    ).toEqual([
      [
        'gone',
        'not a member of the organization, and has 2 entries: read in "One" (groups.yaml:3), write in "Two" (team t, groups.yaml:9); if they have left, delete all of them',
        2,
      ],
      ['kmi read in "Two"', 'not a member of the organization; did you mean kim?', 1],
    ]);
  });

  it('are one for all whom an entry that matches nobody holds', () => {
    const held = { after: null, held_by: 'efil', suggestion: 'elif' } as const;
    expect(
      linesOf([
        blocked(one, 'elif', 'unmatched_entry', held),
        blocked(one, 'eve', 'unmatched_entry', held),
        blocked(two, 'eve', 'unmatched_entry', { ...held, hint: 'Mend it.', suggestion: null }),
      ]),
    ).toEqual([
      [
        'removal of elif and eve from "One"',
        'the entry efil there matches nobody, and may mean one of them; did you mean elif?',
        2,
      ],
      [
        'removal of eve from "Two"',
        'the entry efil there matches nobody, and may mean this person. Mend it.',
        1,
      ],
    ]);
  });

  it('keep what is pending apart', () => {
    const entries = [
      blocked(one, 'gone', 'not_in_organization', { origin: 'this_change' }),
      blocked(two, 'gone', 'not_in_organization', { origin: 'drift' }),
    ];
    expect(blockedLines(entries, names).map(({ pending }) => pending)).toEqual([false, true]);
  });
});
