import { describe, expect, test } from 'vitest';
import {
  dateHeader,
  dateTimeForDescription,
  durationText,
  localDate,
} from '../../../renderer/photopicker/dateTimeUtils.ts';

const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

describe('a date header', () => {
  test.each([
    ['2020-07-07', 'Today'],
    ['2020-07-06', 'Yesterday'],
    ['2020-07-05', 'Sunday'],
    ['2020-07-01', 'Wednesday'],
    ['2020-06-30', 'Tue, Jun 30'],
    ['2020-01-01', 'Wed, Jan 1'],
    ['2019-12-31', 'Tue, Dec 31, 2019'],
    ['2020-07-08', 'Wed, Jul 8'],
    ['2021-01-01', 'Fri, Jan 1, 2021'],
  ])('%s seen on 2020-07-07 is %s', (date, expected) => {
    expect(dateHeader({ dateTakenMs: noon(date), today: '2020-07-07', timeZone: 'UTC' })).toBe(expected);
  });

  test('a weekday of last year is still a weekday', () => {
    const request = { dateTakenMs: noon('2019-12-30'), today: '2020-01-02', timeZone: 'UTC' };
    expect(dateHeader(request)).toBe('Monday');
  });
});

test('the day of a moment depends on where one is', () => {
  const moment = Date.parse('2024-03-01T02:00:00Z');
  expect(localDate(moment, 'UTC')).toBe('2024-03-01');
  expect(localDate(moment, 'America/New_York')).toBe('2024-02-29');
});

test('the time of a description has the space that ICU puts there', () => {
  expect(dateTimeForDescription(Date.parse('2020-07-07T00:00:00Z'), 'UTC')).toBe('Jul 7, 2020, 12:00:00\u202fAM');
});

test.each([
  [null, ''],
  [-1, ''],
  [0, '00:00'],
  [999, '00:00'],
  [59_999, '00:59'],
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [36_061_000, '10:01:01'],
])('a duration of %s ms is "%s"', (duration, expected) => {
  expect(durationText(duration)).toBe(expected);
});
