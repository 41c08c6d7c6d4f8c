// The preview of the photo picker, as a test handles it.
import type { Locator, Page } from '@playwright/test';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import { type Drawn, expect } from './drawn.ts';

/** Of the scripted photos. */
export const VIDEO = 87;

export const PICK = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5 } as const;

export class PreviewRobot {
  readonly root: Locator;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('.preview');
  }

  /** Selects the items and looks at them, the newest first. */
  static async open(
    drawn: Drawn,
    ids: readonly number[],
    skin: Skin = 'U-managed',
    maxItems = 5,
  ): Promise<PreviewRobot> {
    await drawn.openPicker({ ...PICK, maxItems, skin, preSelected: ids.map((id) => pickerUri(id)) });
    await drawn.page.getByRole('button', { name: /^(View selected|Preview)$/ }).click();
    const robot = new PreviewRobot(drawn.page);
    await expect(robot.root).toBeVisible();
    return robot;
  }

  get current(): Locator {
    return this.root.locator('[data-current="true"]');
  }

  get picture(): Locator {
    return this.current.locator('.preview-picture');
  }

  get video(): Locator {
    return this.current.locator('video');
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async expectPosition(position: string): Promise<void> {
    await expect(this.root.locator('[aria-live="polite"]').filter({ hasText: position })).toHaveCount(1);
  }

  async expectScale(scale: number): Promise<void> {
    const shown = () =>
      this.picture.evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a).catch(() => 0);
    await expect.poll(shown).toBeCloseTo(scale, 2);
  }

  /** Once the picture is there: before that there is nothing to look closer at. */
  async expectPicture(): Promise<void> {
    await expect(this.picture.locator('[data-ready="true"]').last()).toBeVisible();
  }

  async drag(from: readonly [number, number], by: readonly [number, number]): Promise<void> {
    const [x, y] = from;
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (const part of [0.25, 0.5, 0.75, 1]) await this.page.mouse.move(x + by[0] * part, y + by[1] * part);
    await this.page.mouse.up();
  }

  async middle(): Promise<[number, number]> {
    const { x, y, width, height } = (await this.root.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    return [x + width / 2, y + height / 2];
  }

  /** To the next page, on which a video is: there is none until it was read what is on it. */
  async turnToVideo(position: string): Promise<void> {
    await this.press('ArrowRight');
    await this.expectPosition(position);
    await expect(this.video).toHaveCount(1);
  }

  /** So fast that the page need not be, by the times the taps are told with. */
  async doubleTap([x, y]: readonly [number, number]): Promise<void> {
    await this.page.mouse.move(x, y);
    const browser = await this.page.context().newCDPSession(this.page);
    const start = Date.now() / 1_000;
    const tell = (type: 'mousePressed' | 'mouseReleased', clickCount: number, after: number) =>
      browser.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount, timestamp: start + after });
    await tell('mousePressed', 1, 0);
    await tell('mouseReleased', 1, 0.05);
    await tell('mousePressed', 2, 0.1);
    await tell('mouseReleased', 2, 0.15);
    await browser.detach();
  }

  async expectTime(least: number): Promise<void> {
    const time = () => this.video.evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0));
    await expect.poll(time).toBeGreaterThan(least);
  }
}
