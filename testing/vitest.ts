// Vitest with a device: one for each file, as it was for each test, and its timeline on the terminal after a failure.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Context } from '../sdk/context.ts';
import { createDevice, type Device, type DeviceOptions } from '../sdk/device.ts';
import type { Tester } from '../sdk/tester.ts';
import type { User } from '../sdk/user.ts';
import { timelineText } from './timelineText.ts';

/** The device of a file of tests: there from `beforeAll` to `afterAll`. */
export type DeviceInUse = Readonly<{
  /** @throws {Error} outside of a test and its hooks */
  device: Device;
  user: User;
  tester: Tester;
  /** Starts an installed app in front; it is closed before the next test. */
  app(packageName: string): Promise<Context>;
}>;

/** How long a device may take to start and index its library, milliseconds. */
const START_TIMEOUT = 120_000;

/** Starts a device for the tests of this file, or of the `describe` that calls this, and resets it before each of them. */
export function useDevice(options: DeviceOptions = {}): DeviceInUse {
  let started: Device | null = null;
  const device = (): Device => {
    if (started === null) throw new Error('The device is there from beforeAll to afterAll: use it in a test.');
    return started;
  };
  beforeAll(async () => {
    started = await createDevice(options);
  }, START_TIMEOUT);
  afterAll(async () => {
    await started?.close();
    started = null;
  });
  beforeEach(async ({ onTestFailed }) => {
    await device().reset();
    onTestFailed(async ({ task }) => {
      const text = timelineText(await device().timeline());
      console.error(`Timeline of the device in “${task.name}”:\n${text}`);
    });
  });
  return {
    get device() {
      return device();
    },
    get user() {
      return device().user;
    },
    get tester() {
      return device().tester;
    },
    app: (packageName) => device().app(packageName),
  };
}
