// The screen of the device: its sizes, how it is held, and that nothing is lost when that changes.
import type { Locator, Page } from '@playwright/test';
import { type Drawn, expect, test } from './drawn.ts';

const screenOf = (page: Page) => page.locator('.device-screen');

/** Size in dp, whatever the device is scaled to. */
const sizeOf = (screen: Locator) =>
  screen.evaluate((element: HTMLElement) => [element.offsetWidth, element.offsetHeight]);

async function chooseProfile(page: Page, profile: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Device profile' }).selectOption(profile);
}

/** The frame and the panel are side by side, and both within the window, once the page has seen its new size. */
async function expectNothingCutOff(page: Page): Promise<void> {
  const window = page.viewportSize();
  await expect(async () => {
    const frame = await page.locator('.device-frame').boundingBox();
    const panel = await page.getByRole('main').boundingBox();
    if (frame === null || panel === null || window === null) throw new Error('There is nothing to see.');
    expect(frame.x).toBeGreaterThanOrEqual(0);
    expect(frame.y).toBeGreaterThanOrEqual(0);
    expect(frame.y + frame.height).toBeLessThanOrEqual(window.height);
    expect(frame.x + frame.width).toBeLessThanOrEqual(panel.x);
    expect(panel.x + panel.width).toBeLessThanOrEqual(window.width);
    const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(overflow)).toBe(0);
  }).toPass({ timeout: 10_000 });
}

test('every device fits in every window, held either way', async ({ drawn: { page } }) => {
  const sizes = { phone: [412, 915], smallPhone: [360, 640], tablet: [800, 1280], foldable: [673, 841] };
  for (const [profile, [width, height]] of Object.entries(sizes)) {
    await chooseProfile(page, profile);
    expect(await sizeOf(screenOf(page))).toEqual([width, height]);
    await expectNothingCutOff(page);
    await page.getByRole('button', { name: 'Rotate', exact: true }).click();
    expect(await sizeOf(screenOf(page))).toEqual([height, width]);
    for (const window of [
      { width: 800, height: 900 },
      { width: 1600, height: 700 },
    ]) {
      await page.setViewportSize(window);
      await expectNothingCutOff(page);
    }
    await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  }
  await chooseProfile(page, 'foldable');
  await page.getByRole('checkbox', { name: 'Folded' }).check();
  expect(await sizeOf(screenOf(page))).toEqual([360, 841]);
  await page.keyboard.press('Alt+Shift+R');
  expect(await sizeOf(screenOf(page))).toEqual([841, 360]);
});

test('the screen is given any size: by its corner, by keys, by numbers, and remembers it', async ({
  drawn: { page },
}) => {
  const corner = page.getByRole('button', { name: /^Size of the screen/ });
  const box = await corner.boundingBox();
  if (box === null) throw new Error('There is no corner.');
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x - 15, box.y - 45, { steps: 3 });
  const [pulled, high] = await sizeOf(screenOf(page));
  expect([pulled, high]).toEqual([412 - 40, 915 - 100]);
  await page.mouse.up();
  await corner.press('ArrowRight');
  await corner.press('ArrowUp');
  await expect(corner).toHaveAccessibleName('Size of the screen: 382 × 805 dp. Pull, or use the arrow keys.');
  const width = page.getByRole('spinbutton', { name: 'Width, dp' });
  await width.fill('20000');
  await width.press('Enter');
  await expect(width).toHaveValue('1600');
  await width.fill('500');
  await width.press('Tab');
  expect(await sizeOf(screenOf(page))).toEqual([500, 805]);
  await page.getByLabel('Theme').selectOption('dark');
  await page.reload();
  expect(await sizeOf(screenOf(page))).toEqual([500, 805]);
  await expect(screenOf(page)).toHaveAttribute('data-theme', 'dark');
});

test('nothing is lost when the device is turned', async ({ drawn }) => {
  const { page } = drawn;
  await drawn.openPicker();
  await drawn.cells.nth(0).click();
  await drawn.cells.nth(2).click();
  await page.keyboard.press('Alt+Shift+R');
  await expect(drawn.picker.getByRole('gridcell', { selected: true })).toHaveCount(2);
  const sheet = await drawn.picker.boundingBox();
  const screen = await screenOf(page).boundingBox();
  expect(sheet?.width).toBeCloseTo(screen?.width ?? 0, 0);
  await page.keyboard.press('Escape');
  await drawn.expectAnswer(null);
});

async function askForPhotos(drawn: Drawn): Promise<Locator> {
  await drawn.launch();
  await drawn.page.getByRole('button', { name: 'Allow access to photos' }).click();
  return drawn.page.getByRole('dialog', { name: /photos and videos on this device/ });
}

test('a question stays through a turn, is scrolled where the screen is low, and is never wider than 560', async ({
  drawn,
}) => {
  const { page } = drawn;
  const dialog = await askForPhotos(drawn);
  const widthOf = () => dialog.evaluate((element: HTMLElement) => element.offsetWidth);
  expect(await widthOf()).toBe(344);
  await chooseProfile(page, 'smallPhone');
  expect(await widthOf()).toBe(312);
  await chooseProfile(page, 'tablet');
  expect(await widthOf()).toBe(560);
  await chooseProfile(page, 'phone');
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(dialog).toBeVisible();
  expect(await widthOf()).toBe(560);
  const deny = dialog.getByRole('button', { name: 'Don’t allow' });
  await deny.scrollIntoViewIfNeeded();
  const [button, around] = [await deny.boundingBox(), await dialog.boundingBox()];
  expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual((around?.y ?? 0) + (around?.height ?? 0) + 1);
  await deny.click();
  await expect(page.getByRole('region', { name: 'Gallery' })).toContainText('No access');
});

test('the gallery has as many columns as fit', async ({ drawn }) => {
  const { page } = drawn;
  await page.getByRole('button', { name: 'Full' }).click();
  await drawn.launch();
  const columns = () => page.locator('.media-line').first().getByRole('listitem').count();
  await expect.poll(columns).toBe(3);
  await chooseProfile(page, 'tablet');
  await expect.poll(columns).toBe(5);
});
