// The tester's list of volumes: put in, taken out, made small, all by the keyboard.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './drawn.ts';

test('a card is mounted, made small and taken out by the keyboard', async ({ drawn: { page } }) => {
  const panel = page.getByRole('region', { name: 'Volumes', exact: true });
  await panel.getByRole('button', { name: 'Mount…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Mount a folder' });
  await dialog.getByLabel('Folder, its full path').fill('/media/me/card');
  await page.keyboard.press('Enter');
  const card = panel.getByRole('listitem').filter({ hasText: '19F4-0903' });
  await expect(card.getByRole('status')).toHaveText('SD card: Ready');
  await expect(card).toContainText('19F4-0903 · 41.2 GB free of 128 GB');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await card.getByRole('checkbox', { name: 'Read-only' }).focus();
  await page.keyboard.press('Space');
  await expect(card).toContainText('· read-only');
  await card.getByRole('button', { name: 'Remove' }).focus();
  await page.keyboard.press('Enter');
  await expect(card.getByRole('status')).toHaveText('SD card: Removed');
  await expect(card.getByRole('button', { name: 'Remove' })).toBeFocused();
  await expect(card.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await expect(card).toContainText('/media/me/card');
  await card.getByRole('button', { name: 'Mount', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: 'Unmount' })).toBeFocused();
});
