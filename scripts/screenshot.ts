// `npm run screenshot`: walks the road in a real browser and keeps the picker, with three photos chosen, as
// docs/screenshot.png.
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { DeviceRobot } from '../tests/e2e/robots.ts';
import { allDrawn, visitDemoHost } from './demoHost.ts';

const target = join(resolve(import.meta.dirname, '..'), 'docs/screenshot.png');
/** Which photos are chosen, by their place in the grid: three that look well together. */
const CHOSEN = [1, 3, 5];

await visitDemoHost({ width: 1280, height: 1060 }, 1.5, async (page) => {
  await choosePhotos(page);
  // A palette keeps a picture that every clone downloads small.
  await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toFile(target);
});
console.log(target);

/** Launcher → Gallery → "Allow limited access" → three photos. */
async function choosePhotos(page: Page): Promise<void> {
  const device = new DeviceRobot(page);
  const gallery = await device.launch('Gallery');
  await gallery.askForPhotos();
  await device.permissionDialog.press('Allow limited access');
  for (const place of CHOSEN) await device.photoPicker.items.nth(place).click();
  // A click brings its photo into view, and the header out of it.
  await page.locator('.photo-grid-scroller').evaluate((grid) => grid.scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await allDrawn(page);
  await page.waitForLoadState('networkidle');
}
