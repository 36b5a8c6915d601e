import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/plan.ts';
import { changeId, idRoom, idsOf, splitIds } from '../../src/review/ids.ts';
import { withoutTokens } from '../../src/text/secret.ts';
import { at, change, group } from '../render/builders.ts';

const evaluation = group('Evaluation');

function changes(removals: number, additions: number): readonly Change[] {
  return [
    ...Array.from({ length: additions }, (_, index) => change(evaluation, `new-${index}`, null, 'read')),
    ...Array.from({ length: removals }, (_, index) => change(evaluation, `old-${index}`, 'read', null)),
  ];
}

describe('the id of a change', () => {
  it('is the beginning of the hash of its line in the digest', () => {
    const line = `membership\tcreate\t${evaluation.id}\tada\t-\twrite`;
    const hash = createHash('sha256').update(line).digest('base64url');
    expect(changeId(change(evaluation, 'ada', null, 'write'))).toBe(hash.slice(0, 16).replaceAll('_', '.'));
  });

  it('never has the form of a token, which would be blotted out of the line', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) =>
      changeId(change(evaluation, `user-${index}`, 'read', null)),
    );
    expect(withoutTokens(ids.join('')) === ids.join('')).toBe(true);
    expect(ids.filter((id) => id.includes('_'))).toEqual([]);
  });

  it('has at least 96 bits, so that nobody finds another change with it', () => {
    expect(changeId(change(evaluation, 'ada', null, 'write'))).toMatch(/^[A-Za-z0-9.-]{16,}$/);
  });

  it('stays when only the file or the words around the change differ', () => {
    const one = change(evaluation, 'ada', 'read', 'write');
    const same = {
      ...one,
      source: at(99, 'x.yaml'),
      origin: 'drift',
      reason: 'OPS-1',
      via: 'research',
    } as const;
    expect(changeId(same)).toBe(changeId(one));
  });

  it.each([
    ['group', change(group('Inference'), 'ada', 'read', 'write')],
    ['user', change(evaluation, 'bob', 'read', 'write')],
    ['role before', change(evaluation, 'ada', 'contributor', 'write')],
    ['role after', change(evaluation, 'ada', 'read', 'admin')],
    ['action', change(evaluation, 'ada', null, 'write')],
  ])('differs with the %s', (_, other) => {
    expect(changeId(other)).not.toBe(changeId(change(evaluation, 'ada', 'read', 'write')));
  });
});

describe('the ids of a plan', () => {
  it.each([
    ['nothing', 0, 0, 0, 0],
    ['both fit', 3, 5, 48, 80],
    ['both fit to the last character', 500, 750, 8_000, 12_000],
    ['one too many: only the destructive ones', 500, 751, 8_000, null],
    ['destructive ones to the last character', 1_250, 0, 20_000, 0],
    ['no room is left beside them', 1_250, 1, 20_000, null],
    ['too many destructive ones', 1_251, 0, null, null],
  ])('%s', (_, removals, additions, destructive, others) => {
    const ids = idsOf(changes(removals, additions));
    expect(ids.destructive?.length ?? null).toBe(destructive);
    expect(ids.changes?.length ?? null).toBe(others);
  });

  it('are those of the changes, in their order, and never take more than their room', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(600), (removals, additions, room) => {
        const all = changes(removals, additions);
        const ids = idsOf(all, room);
        expect((ids.destructive ?? '').length + (ids.changes ?? '').length).toBeLessThanOrEqual(room);
        const idsWhere = (destructive: boolean): readonly string[] =>
          all.filter((one) => one.destructive === destructive).map(changeId);
        if (ids.destructive !== null) expect(splitIds(ids.destructive)).toEqual(idsWhere(true));
        if (ids.changes !== null) expect(splitIds(ids.changes)).toEqual(idsWhere(false));
        if (ids.destructive === null) expect(ids.changes).toBeNull();
      }),
    );
  });

  it('have the room that the marker is meant to take', () => {
    expect(idRoom).toBe(20_000);
  });

  it('are none when there are none', () => {
    expect(splitIds(null)).toEqual([]);
    expect(splitIds('')).toEqual([]);
  });
});
