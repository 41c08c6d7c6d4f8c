// The scenarios that come with the program, as files; tests/e2e runs them.
import { expect, test } from 'vitest';
import { bundledIds, readScenarios } from '../../scenario/scenarioFiles.ts';

test('each is named as its file, tells its story, and where it was reported', async () => {
  const scenarios = await readScenarios(['all']);
  expect(scenarios.map(({ id }) => id)).toEqual(bundledIds());
  expect(scenarios).toHaveLength(53);
  for (const { id, explain, links, file } of scenarios) {
    expect([id, `${id}.yaml`]).toEqual([id, file]);
    expect([id, explain.length > 100, links.length > 0]).toEqual([id, true, true]);
  }
});

test('what is neither an id nor a file is told with what was meant', () => {
  expect(() => readScenarios(['S99x'])).toThrow(/^There is no scenario “S99x”, and no such file\./);
  expect(() => readScenarios(['s1'])).toThrow(/Did you mean S\d+\?/);
});
