// adb's way to the device: off unless it is asked for, and only for programs on this computer.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SdkInt } from '../../contract/android/build.ts';
import { AdbServer } from '../adb/adbServer.ts';
import { deviceBanner } from '../adb/banner.ts';
import { announce, freePorts, isFoundByAdb, serialOf } from '../adb/ports.ts';
import { serviceOf } from '../adb/services.ts';
import { afterRealTime } from '../device/realTime.ts';
import type { System } from '../system.ts';
import { adbKeys } from './adbKeys.ts';
import { adbShell } from './adbShell.ts';
import { type AdbSettings, StartError } from './commandLine.ts';

export type AdbOptions = Readonly<{
  /** Read at each request: a restart brings another one. @throws {Error} while there is none */
  readonly system: System;
  /** Null takes the first free one where adb looks by itself; 0 lets the system choose. */
  port: number | null;
  /** Whether a key is asked for. */
  auth: boolean;
  /** Where adb keeps the key of who runs this program. */
  androidHome: string;
  /** Where an adb server may listen. */
  serverPort: number;
}>;

export type AdbEndpoint = Readonly<{
  port: number;
  /** What `adb -s` takes; with a colon in it, after `adb connect`. */
  serial: string;
  /** Ends every connection, as a reboot does. */
  hangUp(): void;
  /** Resolves when it is listened to again after a reboot. */
  idle(): Promise<void>;
  close(): Promise<void>;
}>;

/** How long a device that reboots is not there, milliseconds: long enough for a client to see it go. */
const AWAY = 150;

/** After the answer to whoever asked for the reboot is on its way, milliseconds. */
const REBOOT_AFTER = 20;

/** How often it is tried to listen again after a reboot. */
const ATTEMPTS = 20;

/** What the host's own environment says of adb. @param device another one after a restart */
export function adbOptions(settings: AdbSettings, device: Readonly<{ readonly system: System }>): AdbOptions {
  const { ANDROID_USER_HOME, ANDROID_ADB_SERVER_PORT } = process.env;
  return {
    ...settings,
    androidHome: ANDROID_USER_HOME ?? join(homedir(), '.android'),
    serverPort: Number(ANDROID_ADB_SERVER_PORT ?? ADB_SERVER_PORT),
    get system() {
      return device.system;
    },
  };
}

/** Where an adb server listens unless it is told otherwise. */
const ADB_SERVER_PORT = 5_037;

/** @throws {StartError} when the port is taken or not allowed */
export async function startAdb(options: AdbOptions): Promise<AdbEndpoint> {
  const endpoint = new Endpoint(options);
  await endpoint.start();
  return endpoint;
}

class Endpoint implements AdbEndpoint {
  readonly #options: AdbOptions;
  readonly #server: AdbServer;
  #port = 0;
  #isClosed = false;
  /** Null while the device does not reboot. */
  #rebooting: Promise<void> | null = null;
  /** What it boots as; null as what it is. */
  #nextSdk: SdkInt | null = null;

  constructor(options: AdbOptions) {
    this.#options = options;
    const shell = adbShell(
      () => options.system,
      (sdk) => this.#rebootSoon(sdk),
    );
    this.#server = new AdbServer({
      banner: deviceBanner,
      auth: options.auth ? adbKeys(() => options.system, options.androidHome) : null,
      serviceOf: (name) => {
        const system = this.#systemOrNull();
        if (system === null) return null;
        const { files, uiAutomation } = system;
        const screenshot = () => uiAutomation.takeScreenshot();
        return serviceOf({ shell, files, screenshot, reboot: () => this.#rebootSoon(null) }, name);
      },
      failed: (service, error) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#log(`${service.slice(0, 100)}: ${text}`);
      },
    });
  }

  get port(): number {
    return this.#port;
  }

  get serial(): string {
    return serialOf(this.#port);
  }

  async start(): Promise<void> {
    const { port, serverPort } = this.#options;
    this.#port = await this.#listen(port);
    if (isFoundByAdb(this.#port)) await announce(this.#port, serverPort);
  }

  hangUp(): void {
    this.#server.hangUp();
  }

  idle(): Promise<void> {
    return this.#rebooting ?? Promise.resolve();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#rebooting;
    await this.#server.close();
  }

  async #listen(asked: number | null): Promise<number> {
    try {
      if (asked !== null) return await this.#server.listen(asked);
      for await (const port of freePorts()) {
        const taken = await this.#server.listen(port).catch(() => null);
        if (taken !== null) return taken;
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartError(`adb cannot be answered on port ${asked} (${reason}); name another one with --adb.`);
    }
    throw new StartError('Every port where adb looks for devices is taken, 5555 to 5585; name another one with --adb.');
  }

  /** Who asks before it has booted has what was asked for by that boot. @param sdk another API level, or null */
  #rebootSoon(sdk: SdkInt | null): void {
    this.#nextSdk = sdk ?? this.#nextSdk;
    this.#rebooting ??= this.#reboot()
      .catch((error: unknown) => this.#log(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        this.#rebooting = null;
      });
  }

  /** The port is free for a moment, as it is while a device boots; who takes it in the meantime is waited for. */
  async #reboot(): Promise<void> {
    // Whoever came in between would be hung up on, and adb looks again after ten seconds only.
    this.#server.stopListening();
    await realTime(REBOOT_AFTER);
    await this.#server.close();
    try {
      this.#boot();
    } finally {
      // Whatever a boot came to, the device is to be reached.
      await this.#listenAgain();
    }
  }

  #boot(): void {
    const sdk = this.#nextSdk;
    this.#nextSdk = null;
    const system = this.#systemOrNull();
    if (sdk === null) system?.reboot();
    else system?.setSdk(sdk);
  }

  async #listenAgain(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await realTime(AWAY);
      if (this.#isClosed) return;
      const port = await this.#server.listen(this.#port).catch(() => null);
      if (port !== null) return;
    }
    this.#log(`Port ${this.#port} was taken by another program during the reboot: adb is not answered any more.`);
  }

  #log(sentence: string): void {
    this.#systemOrNull()?.logcat.log('E', 'adbd', sentence);
  }

  #systemOrNull(): System | null {
    try {
      return this.#options.system;
    } catch {
      return null;
    }
  }
}

function realTime(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void afterRealTime(milliseconds, resolve));
}
