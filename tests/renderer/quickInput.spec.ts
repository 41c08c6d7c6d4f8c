// Input that is quicker than the page: what is done in the task, or in the frame, in which something is drawn.
import { type Drawn, expect, PACKAGE, test } from './drawn.ts';
import { grantAsk } from './fakeAsks.ts';
import { PreviewRobot, VIDEO } from './previewRobot.ts';

const PICK = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5 };

/** A finger that comes, moves and leaves before the page can draw any of it. */
async function flick({ page }: Drawn, selector: string, by: number): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate((element, distance) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const tell = (type: string, moved: number) => {
        const at = { clientX: x + width / 2, clientY: y + height / 2 + moved };
        element.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, pointerId: 1, isPrimary: true }));
      };
      tell('pointerdown', 0);
      for (let step = 1; step <= 4; step++) tell('pointermove', (distance * step) / 4);
      tell('pointerup', distance);
    }, by);
}

test('a sheet goes where the finger has left it, however far the picture is behind', async ({ drawn }) => {
  await drawn.openPicker({ ...PICK, maxItems: 1 });
  await expect(drawn.picker).toHaveAttribute('data-state', 'collapsed');
  await flick(drawn, '.sheet-drag', -250);
  await expect(drawn.picker).toHaveAttribute('data-state', 'expanded');
  await expect(drawn.picker).not.toHaveAttribute('style', /inset-block-start/);
  await flick(drawn, '.sheet-drag', 700);
  await drawn.expectAnswer(null);
});

test('so does the card of a task', async ({ drawn }) => {
  const { page } = drawn;
  await drawn.launch();
  await page.getByRole('button', { name: 'Recents' }).click();
  await expect(page.locator('.recents-card')).toHaveCount(1);
  await flick(drawn, '.recents-card', -150);
  await expect(page.locator('.recents-card')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Recent apps' })).toContainText('No recent items');
});

test('Back is for a question from the moment it is seen', async ({ drawn }) => {
  const { page } = drawn;
  await page.route('**/open?*', (route) => route.abort());
  await page.evaluate(() => {
    // On a computer so slow that React gives others their turn after each step.
    const now = performance.now.bind(performance);
    let lost = 0;
    performance.now = () => {
      lost += 10;
      return now() + lost;
    };
    const observer = new MutationObserver(() => {
      if (document.querySelector('[role="alertdialog"]') === null) return;
      observer.disconnect();
      document.body.dataset.seen = '';
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  const preview = await PreviewRobot.open(drawn, [VIDEO]);
  await expect(page.locator('body')).toHaveAttribute('data-seen');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(preview.root).toBeVisible();
  await preview.press('Escape');
  await expect(preview.root).toHaveCount(0);
  await expect(drawn.picker).toBeVisible();
});

test('photos that come right after a key leave the focus on the photo that it led to', async ({ drawn }) => {
  const { page, picker, cells } = drawn;
  await page.evaluate(() => window.fakeDevice.setItemCount(10_000));
  await drawn.openPicker();
  await expect(picker.getByRole('grid')).toHaveAttribute('aria-busy', 'false');
  await cells.first().focus();
  const id = await page.evaluate(async () => {
    for (let times = 0; times < 3; times++) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
      // React draws in a microtask.
      await null;
    }
    const cell = document.activeElement;
    window.fakeDevice.picker.add(1);
    window.fakeDevice.picker.notify();
    return 10_000 - Number(cell instanceof HTMLElement ? cell.dataset.index : Number.NaN);
  });
  const cell = picker.locator(`.photo-cell[data-id="${id}"]`);
  await expect(cell).toHaveAttribute('data-index', String(10_001 - id));
  await expect(cell).toBeFocused();
});

test('who has gone to a button of the document picker meanwhile is not taken to its first row', async ({ drawn }) => {
  await drawn.page.evaluate(() => {
    const requestFrame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      requestFrame((time) => {
        const { activeElement } = document;
        if (activeElement?.matches('.document-picker'))
          document.querySelector<HTMLElement>('.docs-menu-button')?.focus();
        callback(time);
      });
  });
  await drawn.openDocuments();
  await expect(drawn.documents.getByRole('gridcell').first()).toBeVisible();
  await expect(drawn.documents.getByRole('button', { name: 'Show roots' })).toBeFocused();
});

test('a folder that is made late takes nobody away from where they have gone', async ({ drawn }) => {
  const { page, documents } = drawn;
  await drawn.openDocuments({ action: 'OPEN_TREE' });
  await page.evaluate(() => {
    Object.assign(window, { release: window.fakeDevice.providers.hold() });
  });
  await documents.getByRole('button', { name: 'Create new folder' }).click();
  await page.getByRole('dialog', { name: 'New folder' }).getByRole('textbox').fill('Mine');
  await page.keyboard.press('Enter');
  await drawn.document('Documents').click();
  await expect(drawn.document('report.pdf')).toBeVisible();
  await page.evaluate(async () => {
    (window as unknown as { release(): void }).release();
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  expect(await page.evaluate(() => window.fakeDevice.providers.created)).toBe(1);
  await expect(documents.getByRole('button', { name: 'Documents' })).toHaveAttribute('aria-current', 'page');
  await expect(drawn.document('report.pdf')).toBeVisible();
});

test('a question that is answered elsewhere leaves the focus to who writes in the panel', async ({ drawn }) => {
  const { page } = drawn;
  await drawn.launch();
  await page.getByRole('button', { name: 'Pick a photo' }).focus();
  await page.evaluate((ask) => void window.fakeDevice.show('grantPermissions', ask), grantAsk(PACKAGE, false));
  await expect(page.locator('.grant-dialog')).toBeFocused();
  const filter = page.getByLabel('Filter the log');
  await filter.fill('que');
  await page.evaluate(async () => {
    const { screen } = window.fakeDevice;
    for await (const [dialog] of await screen.dialogs()) {
      if (dialog !== undefined) await screen.answer(dialog.id, null);
      break;
    }
  });
  await expect(page.locator('.grant-dialog')).toHaveCount(0);
  await page.keyboard.type('ry');
  await expect(filter).toHaveValue('query');
});
