// adb's way to the device: off unless it is asked for, and only for programs on this computer.
import { homedir } from 'node:os';
import { join } from 'node:path';
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
  #rebooting: Promise<void> = Promise.resolve();

  constructor(options: AdbOptions) {
    this.#options = options;
    const shell = adbShell(() => options.system);
    this.#server = new AdbServer({
      banner: deviceBanner,
      auth: options.auth ? adbKeys(() => options.system, options.androidHome) : null,
      serviceOf: (name) => {
        const system = this.#systemOrNull();
        if (system === null) return null;
        return serviceOf({ shell, files: system.files, reboot: () => this.#rebootSoon() }, name);
      },
      failed: (service, error) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#systemOrNull()?.logcat.log('E', 'adbd', `${service.slice(0, 100)}: ${text}`);
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
    return this.#rebooting;
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

  /** The port is free for a moment, as it is while a device boots. */
  #rebootSoon(): void {
    const rebooted = Promise.withResolvers<void>();
    this.#rebooting = rebooted.promise;
    afterRealTime(REBOOT_AFTER, () => {
      void this.#reboot().then(rebooted.resolve, rebooted.reject);
    });
  }

  async #reboot(): Promise<void> {
    await this.#server.close();
    this.#systemOrNull()?.reboot();
    await new Promise<void>((resolve) => afterRealTime(AWAY, resolve));
    if (!this.#isClosed) await this.#server.listen(this.#port);
  }

  #systemOrNull(): System | null {
    try {
      return this.#options.system;
    } catch {
      return null;
    }
  }
}
