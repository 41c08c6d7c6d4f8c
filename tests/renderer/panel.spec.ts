// The tester's side of the window: put away and back, made wider, over the device where there is no room beside it.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
}

test('is put away and comes back as it was, by its button and its key, and a window remembers', async ({
  drawn: { page },
}) => {
  await page.getByRole('tab', { name: 'Library' }).click();
  await page.getByRole('button', { name: "Collapse the tester's panel" }).click();
  const opens = page.getByRole('button', { name: "Open the tester's panel" });
  await expect(opens).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Library' })).toBeHidden();
  await expectNoViolations(page);
  await page.keyboard.press('Control+\\');
  await expect(page.getByRole('tab', { name: 'Library' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+\\');
  await page.reload();
  await expect(opens).toBeVisible();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('.device-screen')).toHaveAttribute('data-theme', 'dark');
  await opens.press('Enter');
  await expect(page.getByRole('button', { name: "Collapse the tester's panel" })).toBeFocused();
});

test('is made wider and narrower by the line before it', async ({ drawn: { page } }) => {
  const divider = page.getByRole('separator', { name: "Width of the tester's panel" });
  const width = async () => (await page.getByRole('main').boundingBox())?.width ?? 0;
  const before = await width();
  await divider.focus();
  await page.keyboard.press('ArrowRight');
  expect(await width()).toBe(before - 24);
  await page.keyboard.press('End');
  expect(await width()).toBe(340);
  await page.keyboard.press('Home');
  expect(await width()).toBe(1100 - 240);
  const frame = await page.locator('.device-frame').boundingBox();
  expect(frame?.width).toBeLessThanOrEqual(240);
  const box = await divider.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 6, 300);
  await page.mouse.down();
  await page.mouse.move(700, 300, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await width()) - 400)).toBeLessThan(20);
  await page.reload();
  await expect.poll(async () => Math.abs((await width()) - 400)).toBeLessThan(20);
  await divider.dblclick();
  await expect.poll(width).toBe(before);
});

for (const width of [800, 600]) {
  test(`both sides can be used in a window ${width} wide`, async ({ drawn }) => {
    const { page } = drawn;
    await page.setViewportSize({ width, height: 900 });
    const opens = page.getByRole('button', { name: "Open the tester's panel" });
    if (width === 600) await opens.click();
    await page.getByRole('button', { name: 'Full' }).click();
    await expectNoViolations(page);
    const panel = await page.getByRole('main').boundingBox();
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(width);
    const sideways = () =>
      [...document.querySelectorAll('.inspector')].some((one) => one.scrollWidth > one.clientWidth + 1);
    expect(await page.evaluate(sideways)).toBe(false);
    if (width === 600) {
      await page.getByRole('tab', { name: 'Device' }).press('Escape');
      await expect(opens).toBeFocused();
    }
    await drawn.launch();
    await expect(page.getByRole('region', { name: 'Gallery' })).toContainText('Full access');
    const frame = await page.locator('.device-frame').boundingBox();
    expect((frame?.x ?? 0) + (frame?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(frame?.height).toBeGreaterThan(800);
  });
}

test('F6 goes between the sides, wherever the focus is', async ({ drawn }) => {
  const { page } = drawn;
  await page.keyboard.press('F6');
  await expect(page.getByRole('region', { name: 'Device', exact: true })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Control+\\');
  await page.keyboard.press('Shift+F6');
  await expect(page.getByRole('region', { name: 'Device', exact: true })).toBeFocused();
});

test('its sections are found from any tab', async ({ drawn: { page } }) => {
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await page.getByRole('tab', { name: 'Changes' }).click();
  await sections.getByRole('button', { name: 'Clock' }).click();
  await expect(page.getByRole('region', { name: 'Clock controls' })).toBeFocused();
  await sections.getByRole('button', { name: 'Cloud' }).click();
  await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
  for (const name of ['Volumes', 'Device', 'Screen', 'Apps', 'Permissions', 'Log']) {
    await sections.getByRole('button', { name }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.inspector-sections'))).toBeNull();
  }
});

test('what is chosen can be seen in forced colours, and read at twice the size', async ({ drawn: { page } }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.getByRole('button', { name: "Collapse the tester's panel" }).click();
  await expect(page.getByRole('button', { name: 'Rotate the device' })).toHaveAttribute('aria-pressed', 'false');
  await expectNoViolations(page);
  // 200 % of a window of 1280 x 1024.
  await page.setViewportSize({ width: 640, height: 512 });
  const bottom = async () => {
    const frame = await page.locator('.device-frame').boundingBox();
    return frame === null ? Number.NaN : frame.y + frame.height;
  };
  await expect.poll(bottom).toBeLessThanOrEqual(512);
});
