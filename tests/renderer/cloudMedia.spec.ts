// The tester's view of cloud media in the photo picker.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

async function openPanel(page: Page) {
  await page.getByRole('tab', { name: 'Documents' }).click();
  const panel = page.getByRole('region', { name: 'Cloud media', exact: true });
  await expect(panel.locator('[data-item]')).toHaveCount(3);
  return panel;
}

test('who provides cloud media is chosen, with its account', async ({ drawn: { page } }) => {
  const panel = await openPanel(page);
  await expect(panel.getByRole('status')).toHaveText('Not chosen');
  await panel.getByRole('combobox', { name: 'Cloud media app' }).selectOption('Cloud Photos');
  await expect(panel.getByRole('status')).toHaveText('Chosen');
  await expect(panel).toContainText(
    'Collection ada@example.com/1, generation 4: 3 items, 1 downloaded. The picker has read 3.',
  );
  await panel.getByRole('combobox', { name: 'Account' }).selectOption('Signed out');
  await expect(panel).toContainText('Nobody is signed in: there are no items.');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('items are added, marked and removed, by keyboard', async ({ drawn: { page } }) => {
  const panel = await openPanel(page);
  await expect(panel.locator('[data-item="cloud-1"]')).toContainText('downloaded');
  await expect(panel.locator('[data-item="cloud-2"]')).toContainText('copy of 7');
  await panel.getByRole('spinbutton', { name: 'How many' }).fill('2');
  await panel.getByRole('combobox', { name: 'Kind' }).selectOption('Videos');
  await panel.getByRole('spinbutton', { name: 'How many' }).press('Enter');
  await expect(panel.locator('[data-item]')).toHaveCount(5);
  const first = panel.getByRole('group', { name: 'cloud-10' });
  await first.getByRole('button', { name: 'Favourite' }).press('Enter');
  await expect(first.getByRole('button', { name: 'Favourite' })).toHaveAttribute('aria-pressed', 'true');
  await first.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(panel.locator('[data-item]')).toHaveCount(4);
  await panel.getByRole('button', { name: 'Back up as many of the device' }).click();
  await expect(page.getByText('Nobody is signed in to the mock cloud; choose an account first.')).toBeVisible();
});

test('the network and faults are the cloud’s own', async ({ drawn: { page } }) => {
  const panel = await openPanel(page);
  await panel.getByRole('combobox', { name: 'Cloud media app' }).selectOption('Cloud Photos');
  await panel.getByRole('checkbox', { name: 'Offline' }).check();
  await expect(panel.getByRole('status')).toHaveText('Offline');
  await expect(panel.getByRole('alert')).toHaveText('The picker could not read on: No connection to the cloud');
  await panel.getByRole('button', { name: 'Add a fault…' }).click();
  await page.getByRole('combobox', { name: 'What it does' }).selectOption('truncate');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(panel).toContainText('a download ends half-way, before it is done, once');
  await panel.getByRole('button', { name: /^Remove: a download/ }).click();
  await expect(panel).toContainText('Everything works.');
});
