// The screen as a picture of itself, and as `wm` forces it.
import sharp from 'sharp';
import { type Drawn, expect, PACKAGE, test } from './drawn.ts';

const taken = async ({ page }: Drawn): Promise<Buffer> =>
  Buffer.from(await page.evaluate(async () => [...(await window.fakeDevice.uiAutomation.screenshot())]));

/** How far two pictures of the same size are apart, 0 to 255 for each pixel and channel. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((png) => sharp(png).resize(206, 458, { fit: 'fill' }).flatten().removeAlpha().raw().toBuffer()),
  );
  if (a === undefined || b === undefined) throw new Error('There is no picture.');
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

for (const theme of ['light', 'dark'] as const)
  test(`what is on the screen is in its picture, ${theme}`, async ({ drawn }) => {
    const { page } = drawn;
    await page.emulateMedia({ colorScheme: theme });
    await drawn.launch();
    await page.evaluate(
      (packageName) =>
        void window.fakeDevice.show('grantPermissions', {
          ...{ packageName, appLabel: 'Gallery', group: 'READ_MEDIA_VISUAL', position: 1, total: 1 },
          title: 'Allow Gallery to access photos and videos on this device?',
          buttons: [
            { id: 'ALLOW_ALL', label: 'Allow all' },
            { id: 'DENY', label: 'Don’t allow' },
          ],
        }),
      PACKAGE,
    );
    await expect(page.locator('.grant-dialog')).toBeVisible();
    const picture = await taken(drawn);
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: 1080, height: 2400 });
    expect(await difference(picture, await page.locator('.device-screen').screenshot())).toBeLessThan(6);
  });

test('the photos of the picker are in its picture, where they are scrolled to', async ({ drawn }) => {
  await drawn.openPicker();
  await expect(drawn.cells.first().locator('img')).toBeVisible();
  await drawn.picker.evaluate((sheet) => {
    for (const each of sheet.querySelectorAll('*')) if (each.scrollHeight > each.clientHeight + 50) each.scrollTop = 60;
  });
  // A photo that came between the two pictures would be in one of them only.
  await expect(drawn.cells.filter({ hasNot: drawn.page.locator('img') })).toHaveCount(0);
  await drawn.cells.locator('img').evaluateAll(async (images) => {
    await Promise.all(images.map((image) => image instanceof HTMLImageElement && image.decode()));
  });
  const picture = await taken(drawn);
  expect(await difference(picture, await drawn.page.locator('.device-screen').screenshot())).toBeLessThan(6);
});

test('a size and a density that are forced are drawn, told and undone', async ({ drawn }) => {
  const { page } = drawn;
  const force = (size: { widthPixels: number; heightPixels: number } | null, densityDpi: number | null) =>
    page.evaluate((forced) => window.fakeDevice.uiAutomation.force(forced), { size, densityDpi });
  const dp = () =>
    page
      .locator('.device-screen')
      .evaluate((screen) => [screen instanceof HTMLElement && screen.offsetWidth, screen.clientHeight]);
  const before = await dp();
  const own = { widthPixels: 1080, heightPixels: 2400, densityDpi: 420 };
  expect(await force({ widthPixels: 720, heightPixels: 1280 }, 320)).toEqual(own);
  expect(await dp()).toEqual([360, 640]);
  expect(await sharp(await taken(drawn)).metadata()).toMatchObject({ width: 720, height: 1280 });
  expect(await force(null, null)).toEqual(own);
  expect(await dp()).toEqual(before);
});
