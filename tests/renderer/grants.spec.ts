// The tester's table of URI grants, and what ends an app's activity.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

async function openGrants(page: Page) {
  await page.getByRole('tab', { name: 'Documents' }).click();
  const panel = page.getByRole('region', { name: 'URI grants', exact: true });
  await expect(panel.getByRole('row')).toHaveCount(3);
  return panel;
}

test('every grant is told with who, what, why and until when, for everybody', async ({ drawn: { page } }) => {
  const panel = await openGrants(page);
  await expect(panel.getByRole('status')).toHaveText('2 grants, 1 taken for good.');
  const [, tree = panel, narrow = panel] = await panel.getByRole('row').all();
  await expect(tree).toContainText('primary:DCIM and everything below');
  await expect(tree).toContainText('result of OPEN_DOCUMENT_TREE, picked by the user');
  await expect(narrow).toContainText('Read while com.example.album33/1 is not finished.');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('one app’s are filtered by keyboard, and a change is followed', async ({ drawn: { page } }) => {
  const panel = await openGrants(page);
  await panel.getByRole('combobox', { name: 'App' }).focus();
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('region', { name: 'Table of URI grants' })).toBeFocused();
  await panel.getByRole('combobox', { name: 'App' }).selectOption('com.example.album33');
  await expect(panel.getByRole('row')).toHaveCount(2);
  await page.evaluate(() => window.fakeDevice.documents.revokeAll());
  await expect(panel.getByRole('status')).toContainText('No grants.');
});
