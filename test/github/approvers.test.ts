import { expect, it } from 'vitest';
import { approversOf } from '../../src/github/approvers.ts';

it('counts no approval of accounts that are gone: nobody knows whose it was', () => {
  const said = { state: 'APPROVED', commit: 'a' };
  const reviews = [
    { ...said, author: '' },
    { ...said, author: 'ada' },
  ];
  expect(approversOf(reviews, 'a')).toEqual(['ada']);
});
