import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate } from '../../../renderer/photopicker/dateTimeUtils.ts';
import { monthHeaders, monthSections } from '../../../renderer/photopicker/monthSections.ts';
import { dateHeaders, sections } from '../../../renderer/photopicker/sections.ts';
import {
  dayStarts,
  EMPTY_TIMELINE,
  itemCount,
  itemsTakenAt,
  millisAt,
  monthStarts,
  QUARTER_HOUR_MS,
  TimelineBuilder,
} from '../../../renderer/photopicker/timeline.ts';

/** As a device answers it: newest first. */
function timelineOf(dates: readonly number[], count?: number) {
  const counts = new Map<number, number>();
  for (const date of dates.toSorted((a, b) => b - a)) {
    const quarterHour = Math.floor(date / QUARTER_HOUR_MS);
    counts.set(quarterHour, (counts.get(quarterHour) ?? 0) + 1);
  }
  const builder = new TimelineBuilder(counts.size);
  for (const [quarterHour, items] of counts) builder.add({ quarterHour, count: items });
  return builder.build(count);
}

const dates = fc.array(fc.integer({ min: Date.UTC(1965, 0), max: Date.UTC(2031, 0) }), { maxLength: 60 });

test('the headers of a timeline are those of its items', () => {
  fc.assert(
    fc.property(dates, fc.boolean(), fc.constantFrom(0, 9, 12), (unsorted, showRecent, recentCells) => {
      const items = unsorted.toSorted((a, b) => b - a).map((dateTaken) => ({ dateTaken, day: localDate(dateTaken) }));
      const timeline = timelineOf(unsorted);
      const told = (entries: readonly Readonly<{ kind: string; index?: number }>[]) =>
        entries.flatMap(({ kind }, at) => (kind === 'item' ? [] : [`${kind} ${entries[at + 1]?.index}`]));
      const days = dateHeaders(dayStarts(timeline), showRecent).map(({ kind, firstIndex }) => `${kind} ${firstIndex}`);
      expect(days).toEqual(told(sections(items, showRecent)));
      const months = monthHeaders(monthStarts(timeline), items.length, recentCells);
      expect(months.map(({ kind, firstIndex }) => `${kind} ${firstIndex}`)).toEqual(
        told(monthSections(items, recentCells)),
      );
    }),
  );
});

test('when an item was taken, and which ones were taken then', () => {
  const hour = (n: number) => n * 4 * QUARTER_HOUR_MS;
  const timeline = timelineOf([hour(3), hour(2), hour(2) + 1, hour(1)]);
  expect([0, 1, 2, 3].map((index) => millisAt(timeline, index))).toEqual([hour(3), hour(2), hour(2), hour(1)]);
  expect(itemsTakenAt(timeline, hour(2) + 5)).toEqual({ first: 1, end: 3 });
  expect(itemsTakenAt(timeline, hour(5))).toEqual({ first: 0, end: 0 });
  expect(itemsTakenAt(timeline, hour(1.5))).toEqual({ first: 3, end: 3 });
  expect(itemsTakenAt(timeline, hour(0))).toEqual({ first: 4, end: 4 });
});

test.each([
  ['as many', 3, [0, 1, 3]],
  ['more, which were taken when the last ones were', 5, [0, 1, 5]],
  ['fewer', 2, [0, 1, 2]],
  ['one', 1, [0, 1]],
  ['none', 0, [0]],
])('a result of %s', (_, count, starts) => {
  const timeline = timelineOf([9 * QUARTER_HOUR_MS, QUARTER_HOUR_MS, QUARTER_HOUR_MS], count);
  expect([...timeline.starts]).toEqual(starts);
  expect(itemCount(timeline)).toBe(count);
});

test('nothing', () => {
  expect([itemCount(EMPTY_TIMELINE), dayStarts(EMPTY_TIMELINE), monthStarts(EMPTY_TIMELINE)]).toEqual([0, [], []]);
  expect(itemCount(new TimelineBuilder(0).build(4))).toBe(4);
});
