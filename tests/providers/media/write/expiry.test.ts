import { expect, test } from 'vitest';
import { extendExpiryPath, idleExpiry, mayExpire } from '../../../../main/providers/media/write/expiry.ts';

const NOW_S = 1_700_000_000;
const WEEK_S = 7 * 86_400;
const path = (expires: number) => `/s/.trashed-${expires}-a-1.jpg`;

test.each([
  [NOW_S + 1, { action: 'none' }],
  [NOW_S, { action: 'none' }],
  [NOW_S - 1, { action: 'delete' }],
  [NOW_S - WEEK_S + 1, { action: 'delete' }],
  [NOW_S - WEEK_S, { action: 'extend', date_expires: NOW_S + WEEK_S, _data: path(NOW_S + WEEK_S) }],
])('an item of %i', (date_expires, expected) => {
  expect(idleExpiry({ date_expires, _data: path(date_expires) }, NOW_S * 1000 + 999)).toEqual(expected);
});

test('what has no time in its name is left alone', () => {
  expect(idleExpiry({ date_expires: 1, _data: '/s/a.jpg' }, NOW_S * 1000)).toEqual({ action: 'none' });
  expect(extendExpiryPath('/s/.PENDING-5-.x', 9)).toBe('/s/.PENDING-9-.x');
});

test.each([
  ['com.app', '/storage/19F4-0903/DCIM/.trashed-5-a.jpg', true, true],
  [null, '/storage/19F4-0903/DCIM/.trashed-5-a.jpg', true, false],
  [null, '/storage/19F4-0903/DCIM/.trashed-5-a.jpg', false, true],
  ['com.app', '/storage/19F4-0903/Android/media/com.app/.trashed-5-a.jpg', true, false],
])('what %s owns at %s, written through: %s, may expire: %s', (owner_package_name, _data, isWrittenThrough, may) => {
  expect(mayExpire({ _data, owner_package_name }, isWrittenThrough)).toBe(may);
});
