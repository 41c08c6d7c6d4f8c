// The whole way from what somebody names to results: for the command line, and for scripts.
import { createDevice } from '../sdk/device.ts';
import type { StartDevice } from './lane.ts';
import { type RunOptions, runAll, type ScenarioResult } from './runScenario.ts';
import { readScenarios } from './scenarioFiles.ts';

export type RunScenariosOptions = Omit<RunOptions, 'startDevice'> &
  Readonly<{
    /** How scopebox is started; as in DeviceOptions. */
    command?: readonly string[];
  }>;

/**
 * Runs scenarios by id (S01), by file, or `all` that come with the program, on devices that are started for it.
 * @throws {ScenarioSyntaxError} for files with mistakes in them, one line for each; for what is neither an id nor a file
 * @throws {Error} in one sentence when a device cannot be started
 */
export async function runScenarios(
  named: readonly string[],
  { command, ...options }: RunScenariosOptions = {},
): Promise<readonly ScenarioResult[]> {
  const scenarios = await readScenarios(named);
  return runAll(scenarios, { ...options, startDevice: deviceStarter(command, options.signal) });
}

/** Starts devices of their own for scenarios, whatever device SCOPEBOX_URL names. */
export function deviceStarter(command?: readonly string[], signal?: AbortSignal): StartDevice {
  return ({ api, library }) =>
    createDevice({ api, library, command: command ?? ownCommand(), ...(signal && { signal }) });
}

/** The program this code is a part of. */
function ownCommand(): readonly string[] {
  const [, script = ''] = process.argv;
  return [process.execPath, script];
}
