import fc from 'fast-check';
import { withAudit } from '../../src/access/audit.ts';
import { compareAccess } from '../../src/access/compare.ts';
import { comparePeople } from '../../src/access/people.ts';
import { peopleList } from '../../src/access/people-list.ts';
import { liveOf } from '../../src/live/live.ts';
import type { AccessReport } from '../../src/model/access.ts';
import { accessOf, accessReport, rootAsAdmin, sampleSnapshot } from '../access/samples.ts';
import { group, idOf, snapshotOf } from '../support/planning.ts';
import { hostileNames } from './samples.ts';

/** A report with everything that can be asked for. */
export function fullReport(): AccessReport {
  const report = withAudit(accessReport(), {
    kind: 'read',
    lists: [
      [
        {
          _id: idOf(9),
          createdAt: '2026-11-01T10:00:00.000Z',
          type: 'resource_group.add_users',
          message: 'Added zoe',
          author: { user: 'ada' },
          data: { resourceGroup: { id: idOf(1) }, users: [{ user: 'zoe' }] },
        },
      ],
    ],
  });
  const [first, ...others] = sampleSnapshot.groups;
  const earlier = accessOf(null, {
    ...sampleSnapshot,
    groups: first === undefined ? [] : [first, ...others.slice(1)],
  });
  const live = liveOf(sampleSnapshot);
  const entries = peopleList(
    'email\nada@acme.ai\nlee@acme.ai\ngrace@acme.ai\nbob@acme.ai\nnew@acme.ai\n',
    'people.csv',
  );
  return {
    ...report,
    files: [
      {
        path: 'groups.yaml',
        sha256: `sha256:${'0'.repeat(64)}`,
        commit: 'abcdef0123456789',
        as_committed: false,
      },
    ],
    comparison: compareAccess(earlier, report.rows, 'spring.json'),
    people: comparePeople(report.rows, entries, { live, known: new Map(), file: 'people.csv' }),
  };
}

/** A report in which everything from outside is the same odd text. */
export function hostileReport(odd: string): AccessReport {
  const resources = [
    { type: odd, name: odd, private: true },
    { type: odd, id: odd },
  ];
  const users = [{ name: odd, role: odd, fullname: odd, addedBy: odd }];
  const snapshot = snapshotOf(
    [{ ...group(1, odd, {}), users, resources, description: odd }],
    [{ user: `${odd}2`, role: odd, fullname: odd, verifiedEmail: odd }],
    { me: { ...rootAsAdmin, name: odd }, organization: odd },
  );
  const report = accessOf(null, snapshot);
  const rows = report.rows.map((row) => ({
    ...row,
    reason: odd,
    team: odd,
    via: 'team' as const,
    include: odd,
    source: { file: odd, line: 1, column: 1 },
    event: { at: '2026-11-01T10:00:00.000Z', by: odd, type: odd, message: odd },
  }));
  return {
    ...report,
    rows,
    files: [{ path: odd, sha256: 'sha256:0', commit: null, as_committed: null }],
    subject: { asked: odd, user: null, member: false, message: odd },
    repository: { type: odd, name: odd, visibility: odd, group: null, everybody_else: odd },
    people: {
      file: odd,
      entries: 1,
      leavers: [],
      unclear: [],
      service_accounts: [],
      without_access: [],
      unmatched: [{ line: 2, written: odd, user: null }],
    },
  };
}

/** Texts that mean something to a browser, a terminal, Markdown, a log or a spreadsheet. */
export const nasty = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: fc.constantFrom(...'`<>&"\'#[]@:-+~\n\r\t\u001b\u202e a1/.|='), minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
);
