// Who asks: an app, or adb shell.
import { EXIT, StartError } from '../main/hosts/commandLine.ts';
import { closest } from '../scenario/suggest.ts';
import type { Context } from '../sdk/context.ts';
import { connect } from '../sdk/context.ts';
import type { DeviceRun } from './cli.ts';

/** Whom adb's commands act for: it may read and write everything. */
const SHELL = 'com.android.shell';

export type As = Readonly<{ context: Context }> & AsyncDisposable;

/** An app that does not run is started, as its own code would start it. @throws {StartError} when it is not installed */
export async function asPackage({ device, options }: DeviceRun<Readonly<{ as?: string }>>): Promise<As> {
  const packageName = options.as ?? SHELL;
  if (options.as !== undefined) await installed(device, options.as);
  const { url, token } = device;
  const context = await connect({ url, token, packageName });
  return { context, [Symbol.asyncDispose]: async () => context.close() };
}

/** @throws {StartError} with what is meant perhaps */
export async function installed(device: DeviceRun<object>['device'], packageName: string): Promise<void> {
  const { packages } = await device.tester.state();
  const names = packages.map(({ manifest }) => manifest.packageName);
  if (names.includes(packageName)) return;
  const meant = closest(packageName, names);
  const hint = meant === null ? `“scopebox apps list” tells what is.` : `Did you mean ${meant}?`;
  throw new StartError(`${packageName} is not installed. ${hint}`, EXIT.usage);
}
