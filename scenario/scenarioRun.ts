// One scenario on one device, while it runs: its apps, its results by name, what is on the screen.
import type { SdkInt } from '../contract/android/build.ts';
import type { Context } from '../sdk/context.ts';
import type { Device } from '../sdk/device.ts';
import type { Remote } from '../sdk/rpcClient.ts';
import { conversation } from './conversation.ts';
import type { AppSpec } from './deviceWords.ts';
import { ScreenWatch } from './screenWatch.ts';

/** What a run is given. */
export type RunGiven = Readonly<{
  device: Device;
  api: SdkInt;
  apps: readonly AppSpec[];
  /** What the case names by ${name}. */
  values: Readonly<Record<string, unknown>>;
  /** The folder that the device shows as its own storage; made for the run, so that steps may change it. */
  folder: string;
  /** Where files beside the scenario are. */
  directory: string;
}>;

export class ScenarioRun {
  readonly device: Device;
  readonly api: SdkInt;
  readonly folder: string;
  readonly directory: string;
  readonly screen: ScreenWatch;
  /** Results by name. */
  readonly variables = new Map<string, unknown>();
  /** The last entry of the device's timeline before the run; those behind it are the run's own. */
  readonly timelineStart: number;
  /** Results that go on growing, such as what an observer is told. */
  readonly growing = new Set<unknown>();
  /** Ids and folders of volumes, by the name that the scenario calls them. */
  readonly volumes = new Map<string, Readonly<{ id: string; folder: string; kind: 'sd' | 'usb' }>>();
  /** Whether a step has changed the folder of the library itself. */
  changedFolder = false;
  readonly #apps: readonly AppSpec[];
  readonly #contexts = new Map<string, Context>();
  readonly #talks = new Map<string, Promise<Remote<object>>>();
  readonly #undo: (() => Promise<void>)[] = [];

  private constructor(given: RunGiven, screen: ScreenWatch, timelineStart: number) {
    this.device = given.device;
    this.api = given.api;
    this.folder = given.folder;
    this.directory = given.directory;
    this.#apps = given.apps;
    this.screen = screen;
    this.timelineStart = timelineStart;
    for (const [name, value] of Object.entries(given.values)) this.variables.set(name, value);
    this.variables.set('api', given.api);
  }

  static async begin(given: RunGiven): Promise<ScenarioRun> {
    const entries = await given.device.timeline();
    return new ScenarioRun(given, await ScreenWatch.open(given.device), entries.at(-1)?.id ?? 0);
  }

  /** The package that does what no `by:` says otherwise. @throws {Error} in one sentence when there is no app */
  get firstApp(): string {
    const [first] = this.#apps;
    if (first === undefined) throw new Error('This scenario has no app: list one under apps.');
    return first.package;
  }

  /** @throws {Error} in one sentence for a package that the scenario has not */
  appSpec(packageName: string): AppSpec {
    const found = this.#apps.find((each) => each.package === packageName);
    if (found !== undefined) return found;
    throw new Error(
      `${packageName} is no app of this scenario; its apps are ${this.#apps.map((app) => app.package).join(', ')}.`,
    );
  }

  /** The app's connection; one that is not running, or was left for dead, is started in front. */
  async app(packageName: string): Promise<Context> {
    const open = this.#contexts.get(packageName);
    if (open !== undefined && (await isAlive(open))) return open;
    const context = await this.device.app(packageName);
    this.#contexts.set(packageName, context);
    return context;
  }

  /** Whether the app was started before, in whatever state it is now. */
  wasStarted(packageName: string): boolean {
    return this.#contexts.has(packageName);
  }

  /** A conversation of the device's own pages, by its name. */
  async talk<T extends object>(name: 'settings' | 'documents' | 'cloudMedia'): Promise<Remote<T>> {
    const open = this.#talks.get(name) ?? conversation(this.device, name);
    this.#talks.set(name, open);
    return (await open) as Remote<T>;
  }

  /** What has to be put back for the next scenario on this device; done at the end, the last first. */
  atEnd(undo: () => Promise<void>): void {
    this.#undo.push(undo);
  }

  async end(): Promise<void> {
    for (const undo of this.#undo.splice(0).toReversed()) await undo();
    for (const context of this.#contexts.values()) context.close();
    for (const talk of this.#talks.values()) (await talk.catch(() => null))?.close();
    this.screen.close();
  }
}

/** Whether the process of an app is still there: a connection learns of its end a moment later. */
function isAlive(context: Context): Promise<boolean> {
  return context.getSdkInt().then(
    () => true,
    () => false,
  );
}
