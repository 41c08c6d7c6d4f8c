// Every scenario that comes with the program, on every API level it is about, on devices in this process.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { junitXml } from '../../scenario/reports.ts';
import { runAll, type ScenarioResult } from '../../scenario/runScenario.ts';
import { bundledIds, readScenarios } from '../../scenario/scenarioFiles.ts';
import { devicesHere } from './inProcess.ts';

const { startDevice, close } = devicesHere();
let results: readonly ScenarioResult[] = [];

beforeAll(async () => {
  // No page is built here: what needs a screen is run by tests/e2e.
  results = await runAll(await readScenarios(['all']), { startDevice, openPage: async () => null });
}, 180_000);

afterAll(close);

test.each(bundledIds())('%s', (id) => {
  const result = results.find((each) => each.id === id);
  const wrong = result?.cases.filter(({ status }) => status === 'failed');
  expect(wrong).toEqual([]);
});

test('are told to a CI server with as many tests as there were runs', () => {
  const xml = junitXml(results);
  expect(xml.match(/<testcase /g)).toHaveLength(results.flatMap(({ cases }) => cases).length);
  expect(xml).not.toContain('<failure');
});
