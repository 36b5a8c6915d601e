import { describe, expect, test } from 'vitest';
import { NameIndex } from '../../src/kinds/membership/name-index.ts';
import { Effort } from '../../src/text/nearest.ts';

const people = [
  { user: 'klee42', fullname: 'Kim Lee' },
  { user: 'Elif', fullname: 'Élif Şahin' },
  { user: 'twin1', fullname: 'Sam Smith' },
  { user: 'twin2', fullname: 'sam smith' },
  { user: 'ab', fullname: null },
  { user: 's1', fullname: 'Sue Lane' },
  { user: 'sue-lana', fullname: null },
  { user: 'grace-h', fullname: 'Rear Admiral' },
];
const emails = new Map([
  ['grace.hopper@acme.ai', 'grace-h'],
  ['ab@acme.ai', 'ab'],
  ['ab@other.org', 'twin1'],
]);

describe('whoever was perhaps meant', () => {
  test.each<[string, string, string | null]>([
    ['a slip in the username', 'elfi', 'Elif'],
    ['a letter too many in the username', 'elifa', 'Elif'],
    ['a letter too many, all of them capital', 'ELIFA', 'Elif'],
    ['a full name, though a username is near', 'sue-lane', 's1'],
    ['a username with a slip that is nobody’s letters', 'gracee-h', 'grace-h'],
    ['letters swapped that are no neighbours', 'efil', 'Elif'],
    ['a full name in one word', 'KimLee', 'klee42'],
    ['a full name with dots', 'kim.lee', 'klee42'],
    ['a full name with a slip', 'kim-leee', 'klee42'],
    ['a full name without its accents', 'elif-sahin', 'Elif'],
    ['a full name that two have', 'sam-smith', null],
    ['the letters before the @ of an address', 'grace.hoper', 'grace-h'],
    ['an address with a slip', 'grace.hoppre@acme.ai', 'grace-h'],
    ['an address of which only the domain is alike', 'nobody@acme.ai', null],
    ['an address made of the full name', 'kim.lee@acme.ai', 'klee42'],
    ['an address made of the username', 'elif@elsewhere.org', 'Elif'],
    ['nothing alike', 'wolfgang', null],
    ['no letters', '--', null],
  ])('%s', (_, name, user) => {
    const index = new NameIndex(people, emails);
    expect(index.nearest(name, new Effort(1_000_000))).toBe(user);
  });
});
