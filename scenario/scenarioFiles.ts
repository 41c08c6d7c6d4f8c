// The scenarios that come with the program, and those that somebody names.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readScenarioFile, type Scenario, ScenarioSyntaxError } from './readScenario.ts';
import { scenarioFolder } from './scenarioFolder.ts';
import { closest } from './suggest.ts';

/** Ids of the scenarios that come with the program, in order. */
export function bundledIds(): readonly string[] {
  const names = readdirSync(scenarioFolder()).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => name.slice(0, -'.yaml'.length)).sort();
}

/**
 * Scenarios by id (S01), by file, or `all` that come with the program.
 * @throws {ScenarioSyntaxError} for files with mistakes in them, and for what is neither an id nor a file
 */
export function readScenarios(named: readonly string[]): Promise<readonly Scenario[]> {
  const paths = named.flatMap((name) => (name === 'all' ? bundledIds().map(bundled) : [pathOf(name)]));
  return Promise.all(paths.map((path) => readScenarioFile(path)));
}

function pathOf(name: string): string {
  const ids = bundledIds();
  const id = ids.find((each) => each.toLowerCase() === name.toLowerCase());
  if (id !== undefined) return bundled(id);
  if (existsSync(name)) return name;
  const near = closest(name, ids);
  throw new ScenarioSyntaxError(
    `There is no scenario “${name}”, and no such file.${near === null ? '' : ` Did you mean ${near}?`} “scopebox scenario list” has them all.`,
  );
}

function bundled(id: string): string {
  return join(scenarioFolder(), `${id}.yaml`);
}
