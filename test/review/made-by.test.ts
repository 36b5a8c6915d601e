import { describe, expect, it } from 'vitest';
import { madeBy } from '../../src/access/made-by.ts';
import type { MadeBy } from '../../src/model/access.ts';
import { assemble, list } from '../../src/render/markdown-pieces.ts';
import { madeByPieces } from '../../src/review/made-by.ts';
import { change, group } from '../render/builders.ts';
import { idOf } from '../support/planning.ts';

const event = {
  at: '2026-11-01T10:00:00.000Z',
  by: 'mallory',
  type: 'resource_group.add_users',
  message: 'Added',
};
const one = (user: string, found = true): MadeBy => ({
  group: { id: idOf(1), name: 'Alpha' },
  user,
  event: found ? event : null,
});
const text = (made: readonly MadeBy[] | null): string => assemble(madeByPieces(made));

describe('who made what is pending', () => {
  it('is nothing where it was not asked, or nothing is pending', () => {
    expect([madeByPieces(null), madeByPieces([])]).toEqual([[], []]);
  });

  it('is a line each, and a count of those that were not found', () => {
    expect(text([one('ada'), one('bob', false), one('kim', false)])).toBe(
      [
        '### Who made what is pending, by the audit log of the Hub',
        '',
        '- `ada` in `Alpha`: by `mallory` on 2026-11-01 10:00 UTC: “Added”',
        '- Not found in the last 100,000 events: 2 of 3',
        '',
      ].join('\n'),
    );
  });

  it('is nothing but who did it where everything was found, and no name where the Hub gives none', () => {
    const unnamed = { ...one('ada'), event: { ...event, by: null } };
    expect(text([unnamed])).toBe(
      '### Who made what is pending, by the audit log of the Hub\n\n- `ada` in `Alpha`: on 2026-11-01 10:00 UTC: “Added”\n',
    );
  });

  it('gives its room to what is at stake', () => {
    const stake = list('What is at stake', ['- a', '- b']);
    const cut = assemble([...madeByPieces([one('ada'), one('kim')]), stake], 200);
    expect(cut).toContain('- a\n- b\n');
    expect(cut).not.toContain('kim');
  });

  it('tells fifty, and how many more there are', () => {
    const shown = text(Array.from({ length: 60 }, (_, at) => one(`user-${at}`)));
    expect(shown.match(/^- `user-/gm)).toHaveLength(50);
    expect(shown).toContain('- … and 10 more');
  });

  it('lets no name or message be markup', () => {
    const odd = '@all <img src=x> `x` [a](https://b.example) #1';
    const made = { group: { id: 'x', name: odd }, user: odd, event: { ...event, by: odd, message: odd } };
    const outside = text([made]).replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/@(?!&#8203;)|(?<!\\)<|(?<!\\)\[|:\/\//);
  });
});

describe('madeBy', () => {
  it('asks what led to what is live: an add before a removal, a removal before an add', () => {
    const alpha = group('Alpha');
    const changes = [change(alpha, 'ada', 'read', null), change(alpha, 'kim', null, 'read')];
    const data = (user: string): object => ({ group: { id: alpha.id }, users: [{ user }] });
    const lists = [
      [
        { ...raw('resource_group.add_users'), data: data('ada') },
        { ...raw('resource_group.remove_users'), data: data('kim') },
      ],
    ];
    expect(madeBy(changes, lists).map(({ user, event: found }) => [user, found?.type])).toEqual([
      ['ada', 'resource_group.add_users'],
      ['kim', 'resource_group.remove_users'],
    ]);
  });
});

let count = 0;

function raw(type: string): object {
  count += 1;
  return {
    _id: idOf(count),
    createdAt: '2026-11-01T10:00:00.000Z',
    type,
    message: 'x',
    author: { user: 'm' },
  };
}
