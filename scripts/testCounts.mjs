// How many tests passed and failed, from what each runner reports about itself.

/**
 * vitest --reporter=json
 * @param {Record<string, any>} report
 */
export function vitestCounts({ numPassedTests, numFailedTests, numFailedTestSuites, success }) {
  // A file that cannot be loaded has no failing test in it, yet the run failed.
  const failed = success ? numFailedTests : Math.max(numFailedTests, numFailedTestSuites, 1);
  return { passed: numPassedTests, failed };
}

/**
 * playwright --reporter=json: a flaky test passed in the end.
 * @param {Record<string, any>} report
 */
export function playwrightCounts({ stats, errors = [] }) {
  return { passed: stats.expected + stats.flaky, failed: Math.max(stats.unexpected, errors.length > 0 ? 1 : 0) };
}

/**
 * tests/conformance/run.ts with SCOPEBOX_REPORT: a case that nothing runs is not a case that holds.
 * @param {Record<string, any>} report
 */
export function conformanceCounts({ passed, failed, noRunner }) {
  return { passed, failed: failed + noRunner };
}
