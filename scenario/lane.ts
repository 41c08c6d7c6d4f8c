// A device that runs one scenario after the other, and is made fresh for each.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SdkInt } from '../contract/android/build.ts';
import type { Skin } from '../contract/rpc/deviceApi.ts';
import type { Device } from '../sdk/device.ts';
import { libraryKey, repeated, writeLibrary } from './libraryFolder.ts';
import { grantedFromTheStart, manifestOf } from './manifests.ts';
import { type OpenPage, openPage } from './page.ts';
import type { Scenario, ScenarioCase } from './readScenario.ts';
import { type Pace, runSteps } from './runCase.ts';
import { ScenarioRun } from './scenarioRun.ts';
import { makeVolume } from './steps/storage.ts';
import { filledIn } from './values.ts';

/** Starts a device of an API level on a folder. */
export type StartDevice = (options: Readonly<{ api: SdkInt; library: string }>) => Promise<Device>;

/** What is to be run: one case of a scenario, on one API level. */
export type Job = Readonly<{ scenario: Scenario; case: ScenarioCase; api: SdkInt }>;

type Running = Readonly<{ device: Device; folder: string }>;

export class Lane implements AsyncDisposable {
  readonly #start: StartDevice;
  readonly #openPage: OpenPage;
  #running: Running | null = null;
  /** Which library is in the folder. */
  #library = '';
  /** Level and library that the device was marked with; nothing when its folder has changed since. */
  #marked = '';

  constructor(start: StartDevice, open: OpenPage = openPage) {
    this.#start = start;
    this.#openPage = open;
  }

  /** The device, once there is one. */
  get device(): Device | null {
    return this.#running?.device ?? null;
  }

  /**
   * Does a case.
   * @returns a sentence when it could not be done here; null when everything was as the scenario says
   * @throws {StepFailure} for a step that went otherwise; {Error} for a device that cannot be started
   */
  async run(job: Job, pace: Pace): Promise<string | null> {
    const run = await this.#prepared(job);
    let page: AsyncDisposable | null = null;
    try {
      if (job.case.device.page === true) {
        page = await this.#openPage(run.device);
        if (page === null) return 'no browser shows the device: install Chromium, or name one in SCOPEBOX_BROWSER';
      }
      await runSteps(run, job.case.steps, pace);
      return null;
    } finally {
      await page?.[Symbol.asyncDispose]();
      if (run.changedFolder) this.#forget();
      await run.end();
    }
  }

  /**
   * Does a case for somebody who looks on, and leaves the device as it is then. `shown` resolves when somebody does.
   * @throws {StepFailure} as run() does
   */
  async play(job: Job, pace: Pace, shown: (device: Device) => Promise<void>): Promise<void> {
    const run = await this.#prepared(job);
    this.#forget();
    await shown(run.device);
    await runSteps(run, job.case.steps, pace);
  }

  /** Ends the device, and removes the folder that was made for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.device.close();
    if (running !== null) await rm(running.folder, { recursive: true, force: true });
  }

  #forget(): void {
    this.#library = '';
    this.#marked = '';
  }

  async #prepared({ scenario, case: now, api }: Job): Promise<ScenarioRun> {
    const { directory } = scenario;
    const values = new Map<string, unknown>([['api', api], ...Object.entries(now.with)]);
    const folder = this.#running?.folder ?? (await mkdtemp(join(tmpdir(), 'scopebox-scenario-')));
    const key = libraryKey(now.library, directory, values);
    if (this.#library !== key) await writeLibrary(folder, now.library, directory, values);
    this.#library = key;
    const device = await this.#fresh(api, folder);
    await setUp(device, now, values);
    const run = await ScenarioRun.begin({ device, api, apps: now.apps, values: now.with, folder, directory });
    for (const { name, kind, files = [] } of now.volumes) await makeVolume(run, name, kind, repeated(files, values));
    return run;
  }

  /**
   * The device as if it had just been taken out of its box, on the level that is asked for. With the library and the level
   * of the run before it goes back to what was marked then, in a few milliseconds.
   */
  async #fresh(api: SdkInt, folder: string): Promise<Device> {
    if (this.#running === null) this.#running = { device: await this.#start({ api, library: folder }), folder };
    const { device } = this.#running;
    const { api: tester } = device.tester;
    const marked = `${api} ${this.#library}`;
    if (this.#marked === marked) {
      await tester.reset();
      return device;
    }
    // The level brings its usual photo picker; a factory reset reads the library anew.
    this.#marked = '';
    await tester.setSdk(api);
    await tester.dropChanges('primary');
    await tester.factoryReset();
    await device.tester.indexed();
    await tester.setClock('system');
    await tester.setClock('manual');
    await tester.mark();
    this.#marked = marked;
    return device;
  }
}

async function setUp(device: Device, now: ScenarioCase, values: ReadonlyMap<string, unknown>): Promise<void> {
  const { tester } = device;
  const { skin, dontKeepActivities = false, takeOverGetContent, workProfile = 'none' } = now.device;
  if (skin !== undefined) await tester.setSkin(filledIn(skin, values) as Skin);
  if (dontKeepActivities) await tester.api.setKeepsActivities(false);
  if (takeOverGetContent !== undefined) await tester.api.setTakeOverGetContent(takeOverGetContent);
  if (workProfile !== 'none') await tester.api.setWorkProfile(workProfile);
  for (const app of now.apps) {
    await device.install(manifestOf(app, values));
    for (const name of grantedFromTheStart(app, values)) await tester.permission(app.package, name, true);
  }
}
