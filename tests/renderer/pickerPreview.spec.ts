// The preview as it is drawn: looking closer, turning pages, what the bars do, and what goes wrong.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { expect, test } from './drawn.ts';
import { PICK, PreviewRobot, VIDEO } from './previewRobot.ts';

/** Of the scripted photos. */
const GIF = 82;
const MOTION = 69;

test.describe('looking closer', () => {
  test('a double tap, and back', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89]);
    await preview.expectPicture();
    const middle = await preview.middle();
    await preview.doubleTap(middle);
    await preview.expectScale(2.5);
    await preview.doubleTap(middle);
    await preview.expectScale(1);
  });

  test('keys, as far as it goes', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90]);
    await preview.expectPicture();
    await preview.press('+', '+');
    await preview.expectScale(2.25);
    await preview.press('-');
    await preview.expectScale(1.5);
    await preview.press('0');
    await preview.expectScale(1);
    await preview.press('-');
    await preview.expectScale(1);
  });

  test('the wheel with Ctrl, which two fingers on a touchpad are too', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90]);
    await preview.expectPicture();
    await drawn.page.mouse.move(...(await preview.middle()));
    await drawn.page.keyboard.down('Control');
    await drawn.page.mouse.wheel(0, -100);
    await drawn.page.keyboard.up('Control');
    await preview.expectScale(Math.E);
  });

  test('two fingers on a touch screen', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90]);
    await preview.expectPicture();
    const [x, y] = await preview.middle();
    const client = await drawn.page.context().newCDPSession(drawn.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [-apart, apart].map((dx, id) => ({ x: x + dx, y, id })),
      });
    await touch('touchStart', 40);
    for (const apart of [60, 90, 120]) await touch('touchMove', apart);
    await touch('touchEnd', 0);
    await preview.expectScale(3);
  });

  test('a drag moves what is close, and turns the page only of the whole', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89]);
    await preview.expectPicture();
    await preview.press('+', '+');
    await preview.drag(await preview.middle(), [-250, 0]);
    await preview.expectPosition('1 of 2');
    await preview.press('ArrowRight');
    await preview.expectPosition('1 of 2');
    await preview.press('0', 'ArrowRight');
    await preview.expectPosition('2 of 2');
    await preview.expectScale(1);
  });

  test('a sharper picture comes when one looks closer, and never the whole file', async ({ drawn }) => {
    const asked: string[] = [];
    drawn.page.on('request', (request) => asked.push(request.url()));
    const preview = await PreviewRobot.open(drawn, [90]);
    await preview.expectPicture();
    for (let i = 0; i < 7; i++) await preview.press('+');
    await expect.poll(() => asked.some((url) => url.includes('width=4096'))).toBe(true);
    expect(asked.filter((url) => url.includes('/open?'))).toEqual([]);
  });
});

test.describe('pages', () => {
  test('a swipe, the wheel and keys turn them; only neighbours are there', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89, 88, 86, 85]);
    await preview.expectPosition('1 of 5');
    await preview.drag(await preview.middle(), [-260, 0]);
    await preview.expectPosition('2 of 5');
    await drawn.page.mouse.move(...(await preview.middle()));
    await drawn.page.mouse.wheel(120, 0);
    await preview.expectPosition('3 of 5');
    await expect(preview.root.locator('.preview-page')).toHaveCount(3);
    await preview.press('End');
    await preview.expectPosition('5 of 5');
    await expect(preview.root.locator('.preview-page')).toHaveCount(2);
    await preview.press('ArrowRight', 'ArrowLeft');
    await preview.expectPosition('4 of 5');
  });

  test('a margin of 20 lies between them', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89]);
    const [one, two] = [preview.root.locator('.preview-page').first(), preview.root.locator('.preview-page').last()];
    const [a, b] = [await one.boundingBox(), await two.boundingBox()];
    expect((b?.x ?? 0) - (a?.x ?? 0) - (a?.width ?? 0)).toBeCloseTo(20, 1);
  });

  test('the other way round in right-to-left', async ({ drawn }) => {
    await drawn.page.getByRole('combobox', { name: 'Layout' }).selectOption('rtl');
    const preview = await PreviewRobot.open(drawn, [90, 89, 88]);
    await preview.press('ArrowLeft');
    await preview.expectPosition('2 of 3');
    await preview.drag(await preview.middle(), [260, 0]);
    await preview.expectPosition('3 of 3');
    await preview.press('ArrowRight');
    await preview.expectPosition('2 of 3');
  });

  test('one that is deleted meanwhile says so, the others are there', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89, 88]);
    await preview.press('ArrowRight');
    await preview.expectPicture();
    const gone = preview.current.getByText('This item is no longer on the device');
    await drawn.page.evaluate(() => {
      window.fakeDevice.picker.remove([89]);
      window.fakeDevice.picker.notify();
    });
    const shown = async () => {
      const counts = [];
      await preview.press('Home');
      for (let i = 0; i < 3; i++) {
        counts.push(await gone.count());
        await preview.press('ArrowRight');
      }
      return counts.filter((count) => count === 1).length;
    };
    await expect.poll(shown).toBe(1);
  });
});

test.describe('pictures', () => {
  test('what moves is shown as it is, under its name', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [GIF]);
    await expect(preview.picture.locator('img')).toHaveAttribute('src', /\/open\?/);
    await expect(preview.root.getByText('GIF', { exact: true })).toBeVisible();
    await expect(preview.root.getByText('GIF', { exact: true })).toHaveCSS('font-size', '12px');
  });

  test('a motion photo stands still, under its name', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [MOTION]);
    await expect(preview.root.getByText('Motion Photo', { exact: true })).toBeVisible();
    await expect(preview.picture.locator('img').last()).toHaveAttribute('src', /\/thumbnail\?/);
  });

  test('one that cannot be made says so', async ({ drawn }) => {
    await drawn.page.route('**/thumbnail?*', (route) => route.fulfill({ status: 404 }));
    const preview = await PreviewRobot.open(drawn, [90]);
    await expect(preview.current.getByText('This photo can’t be shown')).toBeVisible();
    await expect(preview.button('Add (1)')).toBeEnabled();
  });

  test('a spinner while it is made', async ({ drawn }) => {
    let show = () => {};
    const shown = new Promise<void>((resolve) => {
      show = resolve;
    });
    await drawn.page.route('**/thumbnail?*', async (route) => {
      await shown;
      await route.continue();
    });
    const preview = await PreviewRobot.open(drawn, [90]);
    const spinner = preview.current.getByRole('progressbar', { name: 'Loading' });
    await expect(spinner).toBeVisible();
    show();
    await expect(spinner).toHaveCount(0);
  });
});

test.describe('bars', () => {
  test('what was selected is deselected and selected again', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89]);
    await preview.button('Selected').click();
    await expect(preview.button('Deselected')).toHaveAttribute('aria-pressed', 'false');
    await expect(preview.button('Add (1)')).toBeVisible();
    await preview.press('ArrowRight');
    await preview.button('Selected').click();
    await expect(preview.button('Add (0)')).toBeVisible();
    await preview.button('Deselected').click();
    await preview.button('Add (1)').click();
    await expect.poll(() => drawn.page.evaluate(() => window.answers.length)).toBe(1);
  });

  test('pressed twice answers once', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89]);
    await preview.button('Add (2)').evaluate((button) => {
      for (let i = 0; i < 3; i++) (button as HTMLButtonElement).click();
    });
    await expect.poll(() => drawn.page.evaluate(() => window.answers.length)).toBe(1);
  });

  test('a long press shows one item with one button, 328 wide', async ({ drawn }) => {
    await drawn.openPicker(PICK);
    await drawn.cells.nth(2).click({ delay: 700 });
    const preview = new PreviewRobot(drawn.page);
    const button = preview.root.locator('.preview-bar button');
    await expect(button).toHaveText('Select');
    expect((await button.boundingBox())?.width).toBeCloseTo(328, 0);
    await button.click();
    await expect(button).toHaveText('Deselect');
    await preview.press('Escape');
    await expect(drawn.cells.nth(2)).toHaveAttribute('aria-selected', 'true');
  });

  test('where one is wanted, that button takes it', async ({ drawn }) => {
    await drawn.openPicker({ ...PICK, maxItems: 1 });
    await drawn.cells.nth(1).click({ delay: 700 });
    await new PreviewRobot(drawn.page).button('Add').click();
    await drawn.expectAnswer([89]);
  });

  test('the limit is told over the picture', async ({ drawn }) => {
    await drawn.openPicker({ ...PICK, maxItems: 2, preSelected: [pickerUri(90), pickerUri(89)] });
    await drawn.cells.nth(2).click({ delay: 700 });
    const preview = new PreviewRobot(drawn.page);
    await preview.button('Select').click();
    await expect(preview.root.getByText('Select up to 2 items')).toBeVisible();
    await expect(preview.button('Select')).toBeVisible();
  });

  test('the Compose picker: a circle over the picture, all at once, and back to the grid', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [90, 89, 88], 'Modern');
    const circle = preview.root.locator('.preview-circle');
    await circle.click();
    await expect(circle).toHaveAttribute('aria-pressed', 'false');
    await preview.button('Unselect all (2)').click();
    await preview.button('Select all (3)').click();
    await expect(circle).toHaveAttribute('aria-pressed', 'true');
    const [screen, back] = [await preview.root.boundingBox(), await preview.button('Back').boundingBox()];
    expect((back?.x ?? 0) - (screen?.x ?? 0)).toBeCloseTo(8, 0);
    await preview.button('Done').click();
    await expect(preview.root).toHaveCount(0);
    await expect(drawn.picker).toBeVisible();
  });

  test('the Compose picker has no "all" for what an app may see', async ({ drawn }) => {
    await drawn.openPicker({ skin: 'Modern', preGranted: [pickerUri(90), pickerUri(89)] });
    await drawn.page.getByRole('button', { name: /^(View selected|Preview)$/ }).click();
    await expect(drawn.page.locator('.preview').getByRole('button', { name: /all \(/ })).toHaveCount(0);
  });
});

test.describe('for everybody', () => {
  for (const skin of ['U-managed', 'Modern'] as const) {
    test(`nothing is wrong with a video, or its trouble: ${skin}`, async ({ drawn }) => {
      const preview = await PreviewRobot.open(drawn, [VIDEO], skin);
      await preview.expectTime(0.1);
      await preview.press('k');
      await expectNoViolations(drawn.page);
    });
  }

  test('the keyboard stays in it and comes back to where it was', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO, 90]);
    for (let i = 0; i < 8; i++) {
      await preview.press('Tab');
      expect(await preview.root.evaluate((root) => root.contains(document.activeElement))).toBe(true);
    }
    await preview.press('Escape');
    await expect(drawn.page.getByRole('button', { name: /^(View selected|Preview)$/ })).toBeFocused();
  });

  test('text twice as large fits', async ({ drawn }) => {
    await drawn.page.getByRole('combobox', { name: 'Font size' }).selectOption('200 %');
    const preview = await PreviewRobot.open(drawn, [90, 89], 'Modern');
    for (const button of await preview.root.locator('.preview-bar button').all()) {
      await expect(button).toBeInViewport({ ratio: 1 });
      expect(await button.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
    }
  });
});

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
}
