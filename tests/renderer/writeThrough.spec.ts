// Apps get the user's own files only after a question, and everybody sees it as long as they have them.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './drawn.ts';

const SENTENCE = 'Write-through, no undo: apps change and delete the real files in /media/me/card';

test('the question says what will happen, Cancel has the focus, and the banner stays while it is so', async ({
  drawn: { page },
}) => {
  const panel = page.getByRole('region', { name: 'Volumes', exact: true });
  const banner = page.getByRole('alert');
  await expect(banner).toHaveCount(0);
  const opens = panel.getByRole('button', { name: 'Mount…' });
  const ask = async () => {
    await opens.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Mount a folder' });
    await dialog.getByLabel('Folder, its full path').fill('/media/me/card');
    await dialog.getByRole('checkbox', { name: 'Write-through' }).check();
    await dialog.getByRole('button', { name: 'Mount', exact: true }).click();
    return page.getByRole('dialog', { name: 'Let apps change your own files?' });
  };
  const question = await ask();
  await expect(question).toContainText(
    'Apps will change and delete the real files in /media/me/card. There is no undo.',
  );
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(panel).not.toContainText('19F4-0903');
  await expect(banner).toHaveCount(0);

  await (await ask()).getByRole('button', { name: 'Write to the real files' }).click();
  const card = panel.getByRole('listitem').filter({ hasText: '19F4-0903' });
  await expect(card).toContainText('· write-through');
  await expect(banner).toHaveText(SENTENCE);
  const box = await page.locator('.device-frame').boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  expect(box?.y).toBeGreaterThanOrEqual(40);
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await page.getByRole('tab', { name: 'Changes' }).click();
  const changes = page.getByRole('region', { name: 'Changes on 19f4-0903' });
  await expect(changes).toContainText('This volume is written through');
  await expect(changes.getByRole('button')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Device' }).click();
  await card.getByRole('button', { name: 'Unmount' }).click();
  await expect(banner).toHaveCount(0);
  await card.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(card).not.toContainText('· write-through');
  await expect(banner).toHaveCount(0);
});

test('a volume that is out asks the same question by a button of its own', async ({ drawn: { page } }) => {
  const panel = page.getByRole('region', { name: 'Volumes', exact: true });
  const primary = panel.getByRole('group', { name: 'Internal shared storage, primary' });
  const button = primary.getByRole('button', { name: 'Mount write-through…' });
  await expect(button).toBeDisabled();
  await primary.getByRole('button', { name: 'Unmount' }).click();
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Let apps change your own files?' });
  await expect(question).toContainText('/home/me/Pictures');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(button).toBeFocused();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
