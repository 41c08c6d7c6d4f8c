// Playwright with a device: one for each worker, as it was for each test, and its timeline in the report of a failure.
import { test as base } from '@playwright/test';
import type { Context } from '../sdk/context.ts';
import { createDevice, type Device, type DeviceOptions } from '../sdk/device.ts';
import { timelineText } from './timelineText.ts';

export { expect } from '@playwright/test';

export type DeviceFixtures = Readonly<{
  /** The worker's device, as it was when it was created. */
  device: Device;
  /** Starts an installed app in front; it is closed with the test. */
  app: (packageName: string) => Promise<Context>;
}>;

export type DeviceWorkerFixtures = Readonly<{
  /** What createDevice is given: `test.use({ deviceOptions: { api: 34, library: { images: 20 }, apps: [manifest] } })`. */
  deviceOptions: DeviceOptions;
  /** One device for each worker; `device` is the same, reset for each test. */
  workerDevice: Device;
}>;

/** How long a device may take to start and index its library, milliseconds. */
const START_TIMEOUT = 120_000;

/** `test` of Playwright with the fixtures `device` and `app`; a test that asks for neither starts no device. */
export const test = base.extend<DeviceFixtures, DeviceWorkerFixtures>({
  deviceOptions: [{}, { option: true, scope: 'worker' }],
  workerDevice: [
    async ({ deviceOptions }, use) => {
      await using device = await createDevice(deviceOptions);
      await use(device);
    },
    { scope: 'worker', timeout: START_TIMEOUT },
  ],
  device: async ({ workerDevice }, use, testInfo) => {
    await workerDevice.reset();
    await use(workerDevice);
    if (testInfo.status === testInfo.expectedStatus) return;
    const body = timelineText(await workerDevice.timeline());
    await testInfo.attach('device-timeline', { body, contentType: 'text/plain' });
  },
  app: async ({ device }, use) => {
    const started: Context[] = [];
    await use(async (packageName) => {
      const context = await device.app(packageName);
      started.push(context);
      return context;
    });
    for (const context of started) context.close();
  },
});
