import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, daysBetween, isCalendarDate } from '../../src/text/date.ts';

const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe('isCalendarDate', () => {
  it.each(['2026-12-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is one', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '',
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-01',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '+02026-01-01',
    '-2026-01-01',
    '10000-01-01',
    '٢٠٢٦-٠١-٠١',
  ])('%j is none', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('holds of the day of every instant', () => {
    fc.assert(fc.property(date, (instant) => isCalendarDate(dayOf(instant))));
  });
});

describe('days', () => {
  it.each([
    ['2026-12-31', '2026-12-31', 0],
    ['2026-12-31', '2027-01-01', 1],
    ['2027-01-01', '2026-12-31', -1],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-03-28', '2026-03-30', 2],
  ])('between %s and %s are %i', (from, to, expected) => {
    expect(daysBetween(from, to)).toBe(expected);
  });

  it('are those of UTC', () => {
    expect(dayOf(new Date('2026-12-31T23:59:59.999Z'))).toBe('2026-12-31');
    expect(dayOf(new Date('2027-01-01T00:00:00+01:00'))).toBe('2026-12-31');
  });

  it('compare as text, as long as they are apart', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [first, second] = [dayOf(a), dayOf(b)];
        expect(Math.sign(daysBetween(first, second))).toBe(first < second ? 1 : first > second ? -1 : 0);
      }),
    );
  });
});
