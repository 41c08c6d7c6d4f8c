import { fileURLToPath } from 'node:url';
import { _electron, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from './findElectron.ts';
import { WebHost } from './webHost.ts';

export type HostName = 'web' | 'electron';

export type DeviceOptions = Readonly<{
  folder: string;
  /** Where the device keeps its state; the same home again is the same device. */
  home: string;
  browser: Browser;
  /** Further arguments of the program, such as --api 33. */
  args?: readonly string[];
  /** Variables of the program's environment that are not this one's. */
  env?: Readonly<Record<string, string>>;
}>;

/** A device on the screen, in either host. */
export type ShownDevice = Readonly<{ page: Page; electron: ElectronApplication | null; close(): Promise<void> }>;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a device and shows it. */
export function openDevice(host: HostName, options: DeviceOptions): Promise<ShownDevice> {
  return host === 'web' ? inBrowser(options) : inElectron(options);
}

async function inBrowser({ folder, home, browser, args = [], env = {} }: DeviceOptions): Promise<ShownDevice> {
  const host = await WebHost.start(folder, home, args, env);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.entrance);
  const close = async () => {
    await context.close();
    await host.stop();
  };
  return { page, electron: null, close };
}

async function inElectron({ folder, home, args = [], env = {} }: DeviceOptions): Promise<ShownDevice> {
  const electron = await _electron.launch({
    executablePath: findElectron().path,
    args: [root, folder, '--home', home, ...args],
    env: { ...environment(), TZ: 'UTC', LANG: 'en_US.UTF-8', ELECTRON_DOUBLE_HOME: home, ...env },
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState();
  return { page, electron, close: () => electron.close() };
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
