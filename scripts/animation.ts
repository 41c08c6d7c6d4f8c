// Walks the road in a real browser and keeps it as docs/scopebox.webp: launch, dialog, limited access, three photos, three
// rows, why another one is hidden. Twenty seconds; `npm run animation` makes it.
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright';
import sharp from 'sharp';
import { DeviceRobot } from '../tests/e2e/robots.ts';
import { allDrawn, visitDemoHost } from './demoHost.ts';

const target = join(resolve(import.meta.dirname, '..'), 'docs/scopebox.webp');
const VIEWPORT = { width: 1280, height: 900 };
const WIDTH = 1120;
/** Which photos are chosen, by their place in the grid. */
const CHOSEN = [1, 3, 5];
/** Frames of a pointer on its way, and how long each is seen, milliseconds. */
const STEPS = 6;
const STEP = 40;
/** Frames of what opens and closes after a click. */
const SETTLING = 4;

/** Pictures as they are shown one after another. */
class Film {
  readonly #page: Page;
  readonly #frames: Buffer[] = [];
  readonly #delays: number[] = [];
  #at = { x: 620, y: 640 };

  constructor(page: Page) {
    this.#page = page;
  }

  /** @param delay how long it is seen, milliseconds */
  async frame(delay: number): Promise<void> {
    const picture = await this.#page.screenshot({ scale: 'css' });
    this.#frames.push(await sharp(picture).resize(WIDTH).png().toBuffer());
    this.#delays.push(delay);
  }

  /** Moves the pointer there, clicks, shows what follows, and rests. */
  async click(what: Locator, rest: number): Promise<void> {
    await what.scrollIntoViewIfNeeded();
    const { x, y } = this.#at;
    for (let step = 1; step <= STEPS; step++) {
      // A list may still move while it fills.
      const to = await middleOf(what);
      const part = step / STEPS;
      this.#at = { x: x + (to.x - x) * part, y: y + (to.y - y) * part };
      await this.#point(this.#at);
      await this.frame(STEP);
    }
    await what.click();
    for (let frame = 0; frame < SETTLING; frame++) await this.frame(STEP);
    await allDrawn(this.#page);
    await this.frame(rest);
  }

  /** A pointer of its own: pictures of a page have none. */
  async #point(at: Readonly<{ x: number; y: number }>): Promise<void> {
    await this.#page.mouse.move(at.x, at.y);
    await this.#page.evaluate(drawPointer, at);
  }

  /** @returns its length, milliseconds, and its size, bytes */
  async save(path: string): Promise<Readonly<{ length: number; size: number }>> {
    const film = sharp(this.#frames, { join: { animated: true } });
    const { size } = await film.webp({ delay: this.#delays, loop: 0, quality: 82, effort: 6 }).toFile(path);
    return { length: this.#delays.reduce((sum, delay) => sum + delay, 0), size };
  }
}

async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (box === null) throw new Error(`There is nothing to click: ${what}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Runs in the page. */
function drawPointer({ x, y }: Readonly<{ x: number; y: number }>): void {
  const pointer = document.querySelector<HTMLElement>('#film-pointer') ?? document.createElement('div');
  pointer.id = 'film-pointer';
  const look = 'width: 22px; height: 22px; border-radius: 50%; background: #20232ab0; border: 2px solid white';
  const place = `inset: ${y - 11}px auto auto ${x - 11}px; margin: 0; padding: 0; position: fixed; pointer-events: none`;
  pointer.style.cssText = `${look}; ${place}; box-sizing: border-box`;
  // Above a dialog of the browser's top layer, too.
  pointer.popover = 'manual';
  document.body.append(pointer);
  pointer.showPopover();
}

await visitDemoHost(VIEWPORT, 1, async (page) => {
  const device = new DeviceRobot(page);
  const film = new Film(page);
  await device.tester.expectScanned();
  await film.frame(1800);
  const button = (name: string) => device.screen.getByRole('button', { name, exact: true });
  await film.click(device.screen.getByRole('listitem').getByRole('button', { name: 'Gallery', exact: true }), 1000);
  await film.click(button('Allow access to photos'), 1500);
  await film.click(button('Allow limited access'), 900);
  for (const place of CHOSEN) await film.click(device.photoPicker.items.nth(place), 250);
  await film.click(device.photoPicker.root.getByRole('button', { name: 'Allow (3)', exact: true }), 3000);
  const library = page.getByRole('region', { name: 'Library', exact: true });
  await film.click(page.getByRole('tab', { name: 'Library' }), 1800);
  await film.click(library.getByRole('row').filter({ hasText: 'It is not selected' }).first(), 5500);
  const { length, size } = await film.save(target);
  console.log(`${target}: ${(length / 1000).toFixed(1)} s, ${Math.round(size / 1024)} KB`);
});
