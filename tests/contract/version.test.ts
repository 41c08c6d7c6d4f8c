import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSameRelease, SCOPEBOX_VERSION } from '../../contract/rpc/version.ts';

test('the version that is told is the package’s', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(SCOPEBOX_VERSION).toBe(version);
});

test.each([
  ['0.1.0', '0.1.9', true],
  ['0.1.0', '0.2.0', false],
  ['1.0.0', '1.9.3', true],
  ['1.0.0', '2.0.0', false],
  ['0.1.0', '1.1.0', false],
  ['0.1.0', 'x', false],
])('%s and %s: understand each other: %s', (a, b, same) => {
  expect(isSameRelease(a, b)).toBe(same);
});
