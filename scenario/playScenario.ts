// Plays one case of a scenario slowly, on a device of its own that somebody looks at.
import type { SdkInt } from '../contract/android/build.ts';
import type { Device } from '../sdk/device.ts';
import { Lane, type StartDevice } from './lane.ts';
import type { Scenario, ScenarioStep } from './readScenario.ts';
import { jobsOf } from './runScenario.ts';

export type PlayOptions = Readonly<{
  startDevice: StartDevice;
  /** The case by its title, or by its number from 1; the first one unless told. */
  case?: string;
  /** The first level of the case unless told. */
  api?: SdkInt;
  /** Between two steps, milliseconds; 1500 unless told. */
  pace?: number;
  /** Told of the device, prepared for the scenario: resolves when somebody looks. */
  shown(device: Device): Promise<void>;
  onStep?: (step: ScenarioStep) => void;
  /** Ends it, also in the middle of a step. */
  signal?: AbortSignal;
}>;

const PACE = 1_500;

/**
 * Plays a case, and leaves the device as it is then.
 * @returns what disposes of the device
 * @throws {StepFailure} for a step that goes otherwise; the device is gone then
 * @throws {Error} in one sentence for a case or a level that the scenario has not
 */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<AsyncDisposable> {
  const { startDevice, pace = PACE, shown, onStep, signal } = options;
  const job = jobOf(scenario, options);
  const lane = new Lane(startDevice);
  signal?.addEventListener('abort', () => void lane[Symbol.asyncDispose](), { once: true });
  const slowly = async (step: ScenarioStep) => {
    onStep?.(step);
    // What nobody can see takes no time.
    if (step.verb !== 'expect') await new Promise((resolve) => setTimeout(resolve, pace));
  };
  try {
    await lane.play(job, slowly, shown);
    return lane;
  } catch (error) {
    await lane[Symbol.asyncDispose]();
    throw error;
  }
}

function jobOf(scenario: Scenario, { case: wanted, api }: PlayOptions) {
  const jobs = jobsOf(scenario, api === undefined ? undefined : [api]);
  const [first] = jobs;
  if (first === undefined) throw new Error(`${scenario.id} is about API ${scenario.apis.join(', ')}, not ${api}.`);
  if (wanted === undefined) return first;
  const named = scenario.cases[Number(wanted) - 1] ?? scenario.cases.find(({ title }) => title === wanted);
  const job = jobs.find((each) => each.case === named);
  if (job !== undefined) return job;
  const titles = scenario.cases.map(({ title }, index) => `${index + 1} ${title ?? ''}`.trim());
  throw new Error(
    `${scenario.id} has no case “${wanted}”${api === undefined ? '' : ` on API ${api}`}; it has ${titles.join(', ')}.`,
  );
}
