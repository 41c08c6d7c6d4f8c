// A device in a real browser with the photo picker on it, and an app that is no page: it asks, and tells what it got.
import { expect, type Page } from '@playwright/test';
import type { ActivityResult, Intent } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { CloudMediaApi } from '../../contract/rpc/cloudMediaApi.ts';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { UiInput, UiSelector } from '../../contract/rpc/uiAutomation.ts';
import { type Context, connect } from '../../sdk/context.ts';
import type { Remote } from '../../sdk/rpcClient.ts';
import type { DeviceOptions } from '../support/device.ts';
import { WebHost } from '../support/webHost.ts';
import { conversation } from './pickerStage.ts';
import { DeviceRobot } from './robots.ts';

export const GALLERY = 'com.example.gallery';

export class PhotoStage {
  readonly page: Page;
  readonly robot: DeviceRobot;
  readonly tester: Remote<DeviceApi>;
  readonly cloud: Remote<CloudMediaApi>;
  readonly #host: WebHost;
  #app: Context | null = null;

  private constructor(host: WebHost, page: Page, tester: Remote<DeviceApi>, cloud: Remote<CloudMediaApi>) {
    this.#host = host;
    this.page = page;
    this.tester = tester;
    this.cloud = cloud;
    this.robot = new DeviceRobot(page);
  }

  static async open({ folder, home, browser, args = [] }: DeviceOptions): Promise<PhotoStage> {
    const host = await WebHost.start(folder, home, args);
    const [tester, cloud] = await Promise.all([
      conversation<DeviceApi>(host, 'tester'),
      conversation<CloudMediaApi>(host, 'cloudMedia'),
    ]);
    const page = await browser.newPage();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(host.entrance);
    const stage = new PhotoStage(host, page, tester, cloud);
    await stage.robot.tester.expectScanned();
    return stage;
  }

  async close(): Promise<void> {
    this.#app?.close();
    this.tester.close();
    this.cloud.close();
    await this.page.close();
    await this.#host.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** The app that asks: the Gallery, without its screen. */
  async app(): Promise<Context> {
    const { url, token } = this.#host.address;
    this.#app ??= await connect({ url, token, packageName: GALLERY });
    return this.#app;
  }

  /** What an app asks is shown while the app is in front. @returns what it will get */
  async ask(intent: Intent): Promise<Readonly<{ result: Promise<ActivityResult> }>> {
    const app = await this.app();
    await this.tester.launch(GALLERY);
    const result = app.startActivityForResult(intent, 7);
    // Whether it is looked at or not: a process that is ended ends its calls.
    result.catch(() => undefined);
    return { result };
  }

  dump(): Promise<string> {
    return this.tester.uiDump();
  }

  do(input: UiInput): Promise<void> {
    return this.tester.uiInput(input);
  }

  tap(at: UiSelector): Promise<void> {
    return this.do({ kind: 'tap', at });
  }

  /** Back, until no dialog is there. */
  async leave(): Promise<void> {
    const { root } = this.robot.photoPicker;
    for (let i = 0; i < 5 && (await root.isVisible()); i++) await this.page.keyboard.press('Escape');
    await expect(root).toHaveCount(0);
  }
}

/** The URIs of a result, in their order. */
export function urisOf({ data }: ActivityResult): readonly Uri[] {
  return data?.clipData ?? (data?.data === undefined ? [] : [data.data]);
}
