// A device in the hands of a test: it starts, or joins one that runs, and tells the tester and the person apart.
import type { SdkInt } from '../contract/android/build.ts';
import type { AndroidManifest } from '../contract/android/manifest.ts';
import type { DeviceApi, JournalEntry, Skin } from '../contract/rpc/deviceApi.ts';
import type { ScreenApi } from '../contract/rpc/systemUi.ts';
import { type Context, connect } from './context.ts';
import {
  type DeviceAddress,
  deviceHealth,
  openSocket,
  originOf,
  type SocketOptions,
  type WebSocketClass,
} from './deviceAddress.ts';
import { type GeneratedLibrary, type LaunchedDevice, launchDevice } from './launchDevice.ts';
import { nodeProcess } from './nodeModules.ts';
import { type Reconnecting, reconnecting } from './reconnecting.ts';
import { connectSocket, type Remote } from './rpcClient.ts';
import { Screen } from './screen.ts';
import { Tester } from './tester.ts';
import { User } from './user.ts';

export type DeviceOptions = Readonly<{
  /** Android level, 29 to 36; 34 unless told. */
  api?: SdkInt;
  /** A folder of photos; the demo library; or one that is made for this device, such as { images: 20, videos: 2, seed: 7 }. */
  library?: string | 'demo' | GeneratedLibrary;
  /** Installed when the device is there. */
  apps?: readonly AndroidManifest[];
  /** Where the device keeps its state; a temporary folder that goes when the device is closed unless told. */
  home?: string;
  skin?: Skin;
  /** ISO date-time: the clock stands there when the device boots, and moves by Tester.advance() alone. */
  clock?: string;
  /** On 127.0.0.1, of a device that is started; a free one unless told. */
  port?: number;
  /** Joins a device that runs; SCOPEBOX_URL unless told, or unless library, home, clock, port or command ask for a new one. */
  url?: string;
  /** SCOPEBOX_TOKEN unless told. */
  token?: string;
  /** How scopebox is started; SCOPEBOX_COMMAND, the package of the project, or `scopebox` in PATH unless told. */
  command?: readonly string[];
  /** The class of WebSockets, for a Node before 22: that of the package `ws`. */
  webSocket?: WebSocketClass;
  /** Whether createDevice waits until the library is indexed, and what reset() goes back to is that; unless told it does. */
  waits?: boolean;
  signal?: AbortSignal;
}>;

/** How often, and after how many milliseconds, a device that restarts is looked for. */
const RESTART_ATTEMPTS = 300;
const RESTART_PAUSE = 100;

/**
 * Starts a device, or joins the one of `url` and `token` or of SCOPEBOX_URL and SCOPEBOX_TOKEN, and waits until its library
 * is indexed. In a page only a device of the page's own origin can be joined: it answers no other page in the browser, so
 * that no website can; an app that is served elsewhere hands its calls on to a program, as examples/capacitor does.
 * @throws {Error} in one sentence: a folder that is missing, a wrong token, nobody at the address, another version
 * @throws {Throwable} OperationCanceledException
 */
export async function createDevice(options: DeviceOptions = {}): Promise<Device> {
  const { env = {} } = nodeProcess() ?? {};
  const url = options.url ?? (asksForItsOwn(options) ? undefined : env.SCOPEBOX_URL);
  const launched = url === undefined ? await launchDevice(options) : null;
  const address = launched ?? { url: url ?? '', token: options.token ?? env.SCOPEBOX_TOKEN ?? '' };
  try {
    return await prepare(address, launched, options);
  } catch (error) {
    await launched?.stop();
    throw error;
  }
}

/** Whether there is something in it that only a device has that is started for it. */
function asksForItsOwn({ library, home, clock, port, command }: DeviceOptions): boolean {
  return [library, home, clock, port, command].some((option) => option !== undefined);
}

async function prepare(
  address: DeviceAddress,
  launched: LaunchedDevice | null,
  options: DeviceOptions,
): Promise<Device> {
  const { signal, webSocket, api, skin, apps = [], waits = true } = options;
  if (launched === null && asksForItsOwn(options))
    throw new Error(
      'A device that runs has its library, home, clock and port: leave those and the command out, or leave the url out.',
    );
  await deviceHealth(address.url, signal);
  const conversations = new Conversations(address, { webSocket });
  try {
    const tester = conversations.open<DeviceApi>('tester');
    const { home, sdk } = await tester.state();
    if (api !== undefined && api !== sdk) await tester.setSdk(api);
    if (skin !== undefined) await tester.setSkin(skin);
    for (const manifest of apps) await tester.install(manifest);
    const device = new Device(conversations, { address, launched, home, sdk: api ?? sdk });
    if (waits) {
      await device.tester.indexed(signal);
      await tester.mark();
    }
    return device;
  } catch (error) {
    conversations.close();
    throw error;
  }
}

/** Everything that is open to one device. */
class Conversations {
  readonly address: DeviceAddress;
  readonly socketOptions: SocketOptions;
  readonly #open: Remote<object>[] = [];

  constructor(address: DeviceAddress, socketOptions: SocketOptions) {
    this.address = address;
    this.socketOptions = socketOptions;
  }

  open<T extends object>(name: string): Reconnecting<T> {
    const remote = reconnecting<T>(async () =>
      connectSocket<T>(await openSocket(this.address, name, this.socketOptions)),
    );
    this.#open.push(remote);
    return remote;
  }

  close(): void {
    for (const remote of this.#open) remote.close();
  }
}

/** @throws {Error} for a device that has not come back after half a minute */
async function untilHealthy(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await deviceHealth(url);
      return;
    } catch (error) {
      if (attempt >= RESTART_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE));
    }
  }
}

type DeviceParts = Readonly<{
  address: DeviceAddress;
  launched: LaunchedDevice | null;
  home: string;
  sdk: SdkInt;
}>;

/** `await using device = await createDevice()` closes it. */
export class Device implements AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly home: string;
  /** Process id of a device that was started; null for one that was joined. */
  readonly pid: number | null;
  /** Level it had when it was created. */
  readonly sdk: SdkInt;
  readonly user: User;
  readonly tester: Tester;
  readonly #conversations: Conversations;
  readonly #parts: DeviceParts;
  readonly #apps = new Set<Context>();
  /** Entry of the journal at the last reset. */
  #since = 0;

  constructor(conversations: Conversations, parts: DeviceParts) {
    this.url = originOf(parts.address.url);
    this.token = parts.address.token;
    this.home = parts.home;
    this.pid = parts.launched?.pid ?? null;
    this.sdk = parts.sdk;
    this.#conversations = conversations;
    this.#parts = parts;
    const api = conversations.open<DeviceApi>('tester');
    this.tester = new Tester(api, async () => {
      await api.dropped();
      await untilHealthy(this.url);
    });
    this.user = new User(new Screen(conversations.open<ScreenApi>('screen')), (packageName) =>
      this.#connect(packageName),
    );
  }

  /** Installs an app, or a newer manifest of one that is there. */
  async install(manifest: AndroidManifest): Promise<void> {
    await this.tester.api.install(manifest);
  }

  /** Starts an app in front, as its icon in the launcher does. @throws {Throwable} for one that is not installed */
  async app(packageName: string): Promise<Context> {
    await this.tester.api.launch(packageName);
    const context = await this.#connect(packageName);
    this.#apps.add(context);
    void context.closed.then(() => this.#apps.delete(context));
    return context;
  }

  /**
   * Makes the device as it was when it was created or joined: apps, permissions, selections, rows, changes and clock. Every
   * app ends; the Contexts of before are closed.
   * @throws {Error} in one sentence, for what cannot be undone: a folder that is written through
   */
  async reset(): Promise<void> {
    for (const app of [...this.#apps]) app.close();
    this.#since = await this.tester.api.reset();
  }

  /** What has crossed the boundaries of the device since the last reset(), oldest first, as far as it is kept. */
  timeline(): Promise<readonly JournalEntry[]> {
    return this.tester.api.timeline(this.#since);
  }

  /** Ends a device that createDevice started, with what was made for it; leaves one that was joined. */
  async close(): Promise<void> {
    for (const app of [...this.#apps]) app.close();
    this.#conversations.close();
    await this.#parts.launched?.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #connect(packageName: string): Promise<Context> {
    const { webSocket } = this.#conversations.socketOptions;
    return connect({ url: this.url, token: this.token, packageName, ...(webSocket && { webSocket }) });
  }
}
