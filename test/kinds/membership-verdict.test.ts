import { describe, expect, it } from 'vitest';
import { sentenceOf, tellChanges } from '../../src/kinds/tell.ts';
import type { Change } from '../../src/model/plan.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { name } from '../../src/text/phrase.ts';
import { change, group } from '../render/builders.ts';

const one = group('One');
const two = group('Two');
const lower = { destructive: true } as const;
const first = { first_access: true } as const;

function told(changes: readonly Change[], choice: 'all' | 'important' = 'all'): string {
  return phraseText(sentenceOf(tellChanges(changes, (ref) => [name(ref?.name ?? '')], choice).clauses));
}

function times(length: number, make: (index: number) => Change): readonly Change[] {
  return Array.from({ length }, (_, index) => make(index));
}

describe('what memberships mean for people', () => {
  it.each<[string, readonly Change[], string]>([
    ['nothing', [], ''],
    ['a removal', [change(one, 'ada', 'write', null)], 'ada loses all access to "One"'],
    [
      'two removals that are alike',
      [change(one, 'ada', 'write', null), change(one, 'bob', 'write', null)],
      'ada and bob lose all access to "One"',
    ],
    [
      'a lower role',
      [change(one, 'ada', 'admin', 'read', lower)],
      'ada gets less access to "One" (admin to read)',
    ],
    ['a new admin', [change(one, 'ada', 'read', 'admin')], 'ada becomes admin of "One"'],
    ['an admin who was not there', [change(one, 'ada', null, 'admin', first)], 'ada becomes admin of "One"'],
    ['a higher role', [change(one, 'ada', 'read', 'write')], 'ada gets more access to "One" (read to write)'],
    [
      'first access',
      [change(one, 'ada', null, 'read', first)],
      'ada gets first access to private repositories in "One" (read)',
    ],
    ['an addition', [change(one, 'ada', null, 'read')], 'ada gets access to "One" (read)'],
    [
      'losses before gains',
      [
        change(one, 'ada', null, 'read'),
        change(one, 'bob', null, 'admin'),
        change(two, 'eve', 'write', 'read', lower),
        change(two, 'kim', 'read', null),
      ],
      'kim loses all access to "Two"; eve gets less access to "Two" (write to read); bob becomes admin of "One"; ada gets access to "One" (read)',
    ],
    [
      'one person in two groups',
      [change(one, 'ada', null, 'read'), change(two, 'ada', null, 'read')],
      'ada gets access to "One" (read); ada gets access to "Two" (read)',
    ],
    [
      'as many people as are named',
      times(6, (index) => change(one, `u${index}`, null, 'read')),
      'u0, u1, u2, u3, u4 and u5 get access to "One" (read)',
    ],
    [
      'one person in many groups',
      times(4, (index) => change(group(`G${index}`), index === 0 ? 'ADA' : 'ada', 'read', null)),
      'ADA loses all access to 4 groups',
    ],
    [
      'many people in one group',
      times(8, (index) => change(one, `u${index}`, null, 'read')),
      '8 people (u0, u1, u2, u3, u4, u5 and 2 more) get access to "One"',
    ],
    [
      'many people in many groups',
      times(8, (index) => change(group(`G${index}`), `u${index}`, 'read', null)),
      '8 people (u0, u1, u2, u3, u4, u5 and 2 more) lose all access to one or more of 8 groups',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(told(changes)).toBe(sentence);
  });

  it('leaves out what may be overlooked, and counts it', () => {
    const changes = [
      change(one, 'ada', null, 'read'),
      change(one, 'bob', 'read', 'write'),
      change(one, 'eve', null, 'admin'),
    ];
    expect(told(changes, 'important')).toBe('eve becomes admin of "One"');
    expect(tellChanges(changes, (ref) => [name(ref?.name ?? '')], 'important').untold).toBe(2);
    expect(tellChanges(changes, (ref) => [name(ref?.name ?? '')]).untold).toBe(0);
  });
});
