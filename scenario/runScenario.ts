// Runs scenarios: every case on every API level it is about.
import type { SdkInt } from '../contract/android/build.ts';
import { type Job, Lane, type StartDevice } from './lane.ts';
import { libraryKey } from './libraryFolder.ts';
import type { OpenPage } from './page.ts';
import type { Position, Scenario } from './readScenario.ts';
import { type Pace, StepFailure } from './runCase.ts';

/** How one case went on one API level. */
export type CaseResult = Readonly<{
  scenario: string;
  /** Null where the scenario has no variants. */
  case: string | null;
  api: SdkInt;
  status: 'passed' | 'failed' | 'skipped';
  /** What went otherwise, or why it was skipped, in a sentence; null for one that passed. */
  message: string | null;
  /** The step that went otherwise. */
  step: Readonly<{ verb: string; file: string } & Position> | null;
  /** Milliseconds. */
  took: number;
}>;

export type ScenarioResult = Readonly<{
  id: string;
  title: string;
  /** failed when one of its cases has; skipped when all of them were. */
  status: CaseResult['status'];
  cases: readonly CaseResult[];
  took: number;
}>;

export type RunOptions = Readonly<{
  startDevice: StartDevice;
  /** Only on these levels; all that the scenario is about unless told. */
  api?: readonly SdkInt[];
  /** Shows a device to scenarios that need a screen; a browser without a window unless told. */
  openPage?: OpenPage;
  /** How many devices at a time; 2 unless told. */
  devices?: number;
  /** Told of each scenario when its last case is over. */
  onResult?: (result: ScenarioResult) => void;
  signal?: AbortSignal;
}>;

/** Nobody is to see it: one step after the other. */
const AT_ONCE: Pace = async () => undefined;

/** Runs one scenario. @throws {Error} in one sentence when no device can be started */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const [result] = await runAll([scenario], options);
  if (result === undefined) throw new Error(`${scenario.id} is not about the API levels that were asked for.`);
  return result;
}

/**
 * Runs scenarios on a few devices that are made fresh in between. Results are in the scenarios' order, without those that
 * are not about the API levels that were asked for.
 * @throws {Error} in one sentence when no device can be started
 */
export async function runAll(scenarios: readonly Scenario[], options: RunOptions): Promise<readonly ScenarioResult[]> {
  const { startDevice, openPage, devices = 2, api: wanted, signal, onResult } = options;
  const jobs = scenarios.flatMap((scenario) => jobsOf(scenario, wanted));
  const queue = inTurn(jobs);
  const done = new Map<Job, CaseResult>();
  const told = new Set<Scenario>();
  const tell = (scenario: Scenario) => {
    const own = jobs.filter((job) => job.scenario === scenario);
    if (told.has(scenario) || own.some((job) => !done.has(job))) return;
    told.add(scenario);
    onResult?.(resultOf(scenario, own, done));
  };
  const work = async () => {
    await using lane = new Lane(startDevice, openPage);
    for (let job = queue.shift(); job !== undefined && signal?.aborted !== true; job = queue.shift()) {
      done.set(job, await runJob(lane, job, AT_ONCE));
      tell(job.scenario);
    }
  };
  await Promise.all(Array.from({ length: Math.min(devices, jobs.length) }, work));
  return scenarios
    .map((scenario) => ({ scenario, own: jobs.filter((job) => job.scenario === scenario && done.has(job)) }))
    .filter(({ own }) => own.length > 0)
    .map(({ scenario, own }) => resultOf(scenario, own, done));
}

/** Every case on every level it is about. */
export function jobsOf(scenario: Scenario, wanted?: readonly SdkInt[]): readonly Job[] {
  return scenario.cases.flatMap((each) =>
    each.apis.filter((api) => wanted?.includes(api) !== false).map((api) => ({ scenario, case: each, api })),
  );
}

/** Runs one case, and tells how it went. @throws {Error} when the device cannot be started */
async function runJob(lane: Lane, job: Job, pace: Pace): Promise<CaseResult> {
  const { scenario, api } = job;
  const start = performance.now();
  const base = { scenario: scenario.id, case: job.case.title, api };
  try {
    const skipped = await lane.run(job, pace);
    const took = performance.now() - start;
    return { ...base, status: skipped === null ? 'passed' : 'skipped', message: skipped, step: null, took };
  } catch (error) {
    if (lane.device === null) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const step = error instanceof StepFailure ? { verb: error.verb, file: scenario.file, ...error.at } : null;
    return { ...base, status: 'failed', message, step, took: performance.now() - start };
  }
}

/** Level by level, and within one library by library: a device that stays as it is, is made fresh in no time. */
function inTurn(jobs: readonly Job[]): Job[] {
  const keys = new Map(
    jobs.map((job) => [
      job,
      `${job.api} ${libraryKey(job.case.library, job.scenario.directory, new Map(Object.entries(job.case.with)))}`,
    ]),
  );
  return jobs.toSorted((a, b) => (keys.get(a) ?? '').localeCompare(keys.get(b) ?? ''));
}

function resultOf({ id, title }: Scenario, jobs: readonly Job[], done: ReadonlyMap<Job, CaseResult>): ScenarioResult {
  const cases = jobs.flatMap((job) => done.get(job) ?? []);
  const has = (status: CaseResult['status']) => cases.some((each) => each.status === status);
  const status = has('failed') ? 'failed' : has('passed') ? 'passed' : 'skipped';
  return { id, title, status, cases, took: cases.reduce((sum, { took }) => sum + took, 0) };
}
