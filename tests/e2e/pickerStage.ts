// A device in a real browser with the document picker on it, and an app that is no page: it asks, and tells what it got.
import { expect, type Locator, type Page } from '@playwright/test';
import { type ActivityResult, type Intent, RESULT_OK } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { CloudFault, DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import { type Context, connect } from '../../sdk/context.ts';
import { connectSocket, type Remote } from '../../sdk/rpcClient.ts';
import type { DeviceOptions } from '../support/device.ts';
import { WebHost } from '../support/webHost.ts';
import { EditorRobot } from './editorRobot.ts';
import { DeviceRobot } from './robots.ts';

export const EDITOR = 'com.example.editor';

/** What went wrong in the mock cloud, as far as a test cares. */
export type Fault = Pick<CloudFault, 'kind' | 'operations'> & Partial<CloudFault>;

export type Asked = Readonly<{ result: Promise<ActivityResult> }>;

/** The one document or tree of a result. */
export async function pickedUri({ result }: Asked): Promise<Uri> {
  const { resultCode, data } = await result;
  expect(resultCode).toBe(RESULT_OK);
  if (data?.data === undefined) throw new Error(`The app got no URI but ${JSON.stringify(data)}.`);
  return data.data;
}

export class PickerStage {
  readonly page: Page;
  readonly robot: DeviceRobot;
  readonly tester: Remote<DeviceApi>;
  readonly documents: Remote<DocumentsApi>;
  readonly #host: WebHost;
  readonly #editor: EditorRobot;
  #app: Context | null = null;

  private constructor(host: WebHost, page: Page, tester: Remote<DeviceApi>, documents: Remote<DocumentsApi>) {
    this.#host = host;
    this.page = page;
    this.tester = tester;
    this.documents = documents;
    this.robot = new DeviceRobot(page);
    this.#editor = new EditorRobot(this.robot.screen);
  }

  static async open({ folder, home, browser, args = [] }: DeviceOptions): Promise<PickerStage> {
    const host = await WebHost.start(folder, home, args);
    const [tester, documents] = await Promise.all([
      conversation<DeviceApi>(host, 'tester'),
      conversation<DocumentsApi>(host, 'documents'),
    ]);
    const page = await browser.newPage();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(host.entrance);
    await expect(page.locator('.device-place .launcher')).toBeVisible();
    return new PickerStage(host, page, tester, documents);
  }

  async close(): Promise<void> {
    this.#app?.close();
    this.tester.close();
    this.documents.close();
    await this.page.close();
    await this.#host.stop();
  }

  /** The app that asks: the Editor, without its screen. */
  async app(): Promise<Context> {
    const { url, token } = this.#host.address;
    this.#app ??= await connect({ url, token, packageName: EDITOR });
    return this.#app;
  }

  /** After its process has ended: the next one asks from a new one. */
  forgetApp(): void {
    this.#app = null;
  }

  /** Has the picker shown. @returns what the app will get, once somebody has chosen */
  async ask(intent: Intent): Promise<Asked> {
    const app = await this.app();
    // What an app asks is shown while the app is in front.
    await this.tester.launch(EDITOR);
    const result = app.startActivityForResult(intent, 7);
    // Whether it is looked at or not: a process that is ended ends its calls.
    result.catch(() => undefined);
    await expect(this.picker).toBeVisible();
    return { result };
  }

  get picker(): Locator {
    return this.#editor.picker;
  }

  /** Through the drawer, by names. */
  goTo(root: string, ...folders: readonly string[]): Promise<void> {
    return this.#editor.goTo(root, ...folders);
  }

  document(name: string): Locator {
    return this.#editor.document(name);
  }

  press(name: string): Promise<void> {
    return this.picker.getByRole('button', { name, exact: true }).click();
  }

  async openDrawer(): Promise<Locator> {
    await this.press('Show roots');
    return this.picker.locator('.docs-drawer');
  }

  /** Back until the picker is gone. */
  async leave(): Promise<void> {
    while (await this.picker.isVisible()) await this.page.keyboard.press('Escape');
  }

  setFaults(...faults: readonly Fault[]): Promise<void> {
    const whole = { at: 'before', probability: 1, times: null, document: null } as const;
    return this.documents.setCloud({ faults: faults.map((fault) => ({ ...whole, ...fault })) });
  }
}

/** One of the host's conversations, held as the page holds it. */
export async function conversation<T extends object>(host: WebHost, name: string): Promise<Remote<T>> {
  const { url, token } = host.address;
  const socket = new WebSocket(`${url.replace(/^http/, 'ws').replace(/\/$/, '')}/rpc/${name}?token=${token}`);
  await new Promise((opened) => socket.addEventListener('open', opened, { once: true }));
  return connectSocket<T>(socket);
}
