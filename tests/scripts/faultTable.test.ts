import { expect, test } from 'vitest';
import { faultTable, outcomeOf } from '../../scripts/faultTable.mjs';

const told = (status: string) => [{ assertionResults: [{ status, fullName: 'a disk is full' }] }];

test.each([
  ['passed', 0, { numPassedTests: 3, numFailedTests: 0, testResults: [] }, { passed: 3, failed: 0 }],
  ['FAILED', 1, { numPassedTests: 2, numFailedTests: 2, testResults: [] }, { passed: 2, failed: 2 }],
  ['FAILED', 137, null, { passed: 0, failed: 1 }],
  ['FAILED', 0, { numPassedTests: 0, numFailedTests: 0, testResults: [] }, { passed: 0, failed: 0 }],
  ['skipped, see above', 0, { numPassedTests: 0, numFailedTests: 0, testResults: told('skipped') }, {}],
])('%s: exit code %i', (result, code, report, counts) => {
  expect(outcomeOf(code, report)).toMatchObject({ result, ...counts });
});

test.each([
  ['a disk', 'skipped, see above'],
  ['disk is (full|away)', 'skipped, see above'],
  ['a disc', 'FAILED'],
])('tests named %s of which none ran: %s', (pattern, result) => {
  const report = { numPassedTests: 0, numFailedTests: 0, testResults: told('skipped') };
  expect(outcomeOf(0, report, pattern)).toMatchObject({ result });
});

test('a table has a line per fault and one for all', () => {
  const rows = [
    { name: 'a disk', passed: 3, failed: 0, result: 'passed', seconds: 1.25 },
    { name: 'a clock', passed: 1, failed: 1, result: 'FAILED', seconds: 10 },
  ];
  const lines = faultTable(rows).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^a clock +2 +FAILED \(1\) +10\.0$/);
  expect(lines[3]).toMatch(/^all +5 +1 FAILED +11\.3$/);
});
