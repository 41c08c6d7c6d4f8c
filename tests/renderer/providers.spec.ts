// The tester's view of documents providers, and of the cloud that can be made to fail.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

async function openDocumentsTab(page: Page) {
  await page.getByRole('tab', { name: 'Documents' }).click();
  const providers = page.getByRole('region', { name: 'Documents providers' });
  await expect(providers.locator('[data-authority]')).toHaveCount(2);
  return { providers, cloud: page.getByRole('region', { name: 'Mock cloud' }) };
}

test('providers are told with their roots, their flags, and what is wrong with them', async ({ drawn: { page } }) => {
  const { providers } = await openDocumentsTab(page);
  const storage = providers.locator('[data-authority="com.android.externalstorage.documents"]');
  await expect(storage).toContainText('SanDisk USB');
  await expect(storage).toContainText('folders can be given to apps, can be ejected, has settings, USB');
  const plugin = providers.locator('[data-authority="com.example.mycloud.documents"]');
  await expect(plugin.getByRole('alert')).toHaveText(/must be protected by MANAGE_DOCUMENTS/);
  await expect(plugin).toContainText('Its roots are not asked for: it does not run.');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('a plug-in that cannot be loaded is told', async ({ drawn: { page } }) => {
  const { providers } = await openDocumentsTab(page);
  await providers.getByRole('button', { name: 'Load a plug-in…' }).click();
  await page.getByRole('textbox', { name: 'Folder, its full path' }).last().fill('/home/me/nothing');
  await page.keyboard.press('Enter');
  await expect(page.getByText('/home/me/nothing has no manifest.json.')).toBeVisible();
});

test('accounts, the network and faults of the cloud, by keyboard', async ({ drawn: { page } }) => {
  const { cloud } = await openDocumentsTab(page);
  await cloud.getByRole('group', { name: 'ada@example.com' }).getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await expect(
    cloud.getByRole('group', { name: 'ada@example.com' }).getByRole('button', { name: 'Sign in' }),
  ).toBeVisible();
  await cloud.getByRole('textbox', { name: 'Another account' }).fill('alan@example.com');
  await page.keyboard.press('Enter');
  await expect(cloud.getByRole('group', { name: 'alan@example.com' })).toBeVisible();
  await cloud.getByRole('checkbox', { name: 'Offline' }).check();
  await expect(cloud.getByRole('status')).toHaveText('Offline');
  await cloud.getByRole('spinbutton', { name: 'Rows of a page' }).fill('20');
  await page.keyboard.press('Enter');
  await cloud.getByRole('button', { name: 'Add a fault…' }).click();
  await page.getByRole('combobox', { name: 'What it does' }).selectOption('null-cursor');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(cloud).toContainText('children answers a null cursor before it is done, once');
  await cloud.getByRole('button', { name: /^Remove: children/ }).click();
  await expect(cloud).toContainText('Everything works.');
  await expect(cloud.getByRole('region', { name: 'Uploads' })).toContainText('400 kB of 2 MB');
});
