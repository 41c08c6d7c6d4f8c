// One device of `npm run screens`: how a screen is reached and kept.
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright';
import sharp from 'sharp';
import type { SdkInt } from '../contract/android/build.ts';
import type { CloudMediaApi } from '../contract/rpc/cloudMediaApi.ts';
import type { DeviceApi } from '../contract/rpc/deviceApi.ts';
import type { Context } from '../sdk/context.ts';
import type { DeviceRobot, GalleryRobot } from '../tests/e2e/robots.ts';

export const THEMES = ['light', 'dark'] as const;
export const target = join(resolve(import.meta.dirname, '..'), 'docs/screens');
export const GALLERY = 'com.example.gallery';

/** A device in a browser, and what is drawn of it. */
export type Stage = Readonly<{
  sdk: SdkInt;
  page: Page;
  robot: DeviceRobot;
  tester: DeviceApi;
  cloud: CloudMediaApi;
  /** The Gallery without its screen: asks for what its screen has no button for. */
  app: () => Promise<Context>;
}>;

/**
 * Keeps what is on the phone's screen now, in both themes.
 * @param again brings what goes by itself, once for each picture
 */
export async function keep({ sdk, page }: Stage, what: string, again?: () => Promise<void>): Promise<void> {
  for (const theme of THEMES) {
    await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme, { force: true });
    await again?.();
    // A pointer that rests on something would leave its mark.
    await page.mouse.move(1270, 10);
    await page.waitForFunction(isDrawn);
    await page.evaluate(decoded);
    await page.waitForFunction(isDrawn);
    await keepPicture(page.locator('.device-screen'), `${sdk}-${theme}-${what}`);
  }
}

export async function keepPicture(shown: Locator, name: string): Promise<void> {
  const picture = await shown.screenshot({ animations: 'disabled' });
  // Few colours keep a picture that every clone downloads small.
  await sharp(picture)
    .png({ palette: true, colours: 32, dither: 0, effort: 10 })
    .toFile(join(target, `${name}.png`));
}

/** A picture that has come is drawn when its pixels are there, too, two frames later. Runs in the page. */
async function decoded(): Promise<void> {
  const images = [...document.images].filter(({ complete }) => complete);
  await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Whether every picture in sight is there, and the app knows what it may see. Runs in the page. */
function isDrawn(): boolean {
  const all = (selector: string) => [...document.querySelectorAll<HTMLImageElement>(`.device-screen ${selector}`)];
  const isHidden = ({ offsetParent }: HTMLElement) => offsetParent === null;
  return (
    all('img').every((image) => (image.complete && image.naturalWidth > 0) || isHidden(image)) &&
    all('.gallery-access[data-access=""]').every(isHidden) &&
    all('.gallery-count[data-count=""]').every(isHidden)
  );
}

/** An app brought to the front: what changed meanwhile may have ended its process. */
export async function reopened({ robot }: Stage, label: string): Promise<GalleryRobot> {
  await robot.pressHome();
  const app = await robot.launch(label);
  await app.root.getByRole('status').waitFor();
  return app;
}
