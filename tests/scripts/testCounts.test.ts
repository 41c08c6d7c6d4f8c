import { expect, test } from 'vitest';
import { conformanceCounts, playwrightCounts, vitestCounts } from '../../scripts/testCounts.mjs';

test('vitest: tests that passed and failed', () => {
  const report = { numPassedTests: 12, numFailedTests: 2, numFailedTestSuites: 1, success: false };
  expect(vitestCounts(report)).toEqual({ passed: 12, failed: 2 });
});

test('vitest: a file that cannot be loaded counts as a failure', () => {
  const report = { numPassedTests: 12, numFailedTests: 0, numFailedTestSuites: 1, success: false };
  expect(vitestCounts(report)).toEqual({ passed: 12, failed: 1 });
});

test('Playwright: a flaky test passed in the end', () => {
  const report = { stats: { expected: 5, flaky: 1, unexpected: 0, skipped: 2 }, errors: [] };
  expect(playwrightCounts(report)).toEqual({ passed: 6, failed: 0 });
});

test('Playwright: an error outside any test is a failure', () => {
  const report = { stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 0 }, errors: [{ message: 'no config' }] };
  expect(playwrightCounts(report)).toEqual({ passed: 0, failed: 1 });
});

test('conformance: a case that nothing runs does not hold', () => {
  expect(conformanceCounts({ passed: 100, failed: 1, disputed: 3, noRunner: 4 })).toEqual({ passed: 100, failed: 5 });
});
