// What the tests of one fault came to, and all of them as a table.

/**
 * @param code exit code of vitest
 * @param report what it wrote as JSON; null when it wrote nothing
 * @param {string | null} pattern which tests were asked for by their names, a regular expression; null for all of the files
 */
export function outcomeOf(code, report, pattern = null) {
  const [passed, failed] = [report?.numPassedTests ?? 0, report?.numFailedTests ?? 0];
  // Nothing that ran is no success: a name may have changed.
  if (code !== 0 || failed > 0) return { passed, failed: Math.max(1, failed), result: 'FAILED' };
  if (passed > 0) return { passed, failed: 0, result: 'passed' };
  // What a filter leaves out is told as skipped, too: only a test it meant has skipped itself.
  const wanted = new RegExp(pattern ?? '');
  const isSkipped = (report?.testResults ?? []).some(({ assertionResults }) =>
    assertionResults.some(
      ({ status, fullName }) => (status === 'pending' || status === 'skipped') && wanted.test(fullName),
    ),
  );
  return { passed, failed: 0, result: isSkipped ? 'skipped, see above' : 'FAILED' };
}

/** One line per fault: its name, how many tests, what came of them, seconds. */
export function faultTable(rows) {
  const width = Math.max(5, ...rows.map(({ name }) => name.length));
  const line = (name, count, result, seconds) =>
    `${name.padEnd(width)}  ${String(count).padStart(5)}  ${result.padEnd(18)}  ${seconds.padStart(8)}`;
  const total = rows.reduce((sum, { seconds }) => sum + seconds, 0);
  const count = rows.reduce((sum, { passed, failed }) => sum + passed + failed, 0);
  const bad = rows.filter(({ result }) => result === 'FAILED').length;
  return [
    line('fault', 'tests', 'result', 'seconds'),
    ...rows.map(({ name, passed, failed, result, seconds }) =>
      line(name, passed + failed, failed > 0 ? `${result} (${failed})` : result, seconds.toFixed(1)),
    ),
    line('all', count, bad === 0 ? 'passed' : `${bad} FAILED`, total.toFixed(1)),
  ].join('\n');
}
