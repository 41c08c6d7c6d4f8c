// What the device has changed, and the questions before the user's own folder is.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

async function openChanges(page: Page) {
  await page.getByRole('tab', { name: 'Changes' }).click();
  const panel = page.getByRole('region', { name: 'Changes on external_primary' });
  await expect(panel.getByRole('listitem')).toHaveCount(5);
  return panel;
}

test('changes are listed with their conflicts, for everybody', async ({ drawn: { page } }) => {
  const panel = await openChanges(page);
  await expect(panel).toContainText('2 created, 2 changed, 1 deleted, 1 conflict.');
  await expect(panel.getByRole('listitem').nth(3)).toContainText('changed or put there after');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('the folder is changed only after a question that names it', async ({ drawn: { page } }) => {
  const panel = await openChanges(page);
  await panel.getByRole('button', { name: 'Apply to the folder…' }).click();
  const question = page.getByRole('dialog', { name: 'Change your own folder?' });
  await expect(question).toContainText('/home/me/Pictures itself. This cannot be undone.');
  await expect(question.getByRole('checkbox')).not.toBeChecked();
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('checkbox').focus();
  await page.keyboard.press('Enter');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel.getByRole('listitem')).toHaveCount(5);
  await panel.getByRole('button', { name: 'Apply to the folder…' }).click();
  await question.getByRole('button', { name: 'Change the folder' }).click();
  await expect(panel.getByRole('status')).toHaveText(
    '4 changes are in /home/me/Pictures now. 1 conflict stayed on the device.',
  );
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await panel.getByRole('button', { name: 'Apply to the folder…' }).click();
  await question.getByRole('checkbox').check();
  await question.getByRole('button', { name: 'Change the folder' }).click();
  await expect(panel).toContainText('The device shows this folder as it is.');
});

test('changes are exported and dropped', async ({ drawn: { page } }) => {
  const panel = await openChanges(page);
  await panel.getByRole('button', { name: 'Export…' }).click();
  const where = page.getByRole('dialog', { name: 'Copy the changes' });
  await where.getByRole('textbox').fill('changes');
  await where.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('alert')).toContainText('not a whole path');
  await panel.getByRole('button', { name: 'Export…' }).click();
  await where.getByRole('textbox').fill('/home/me/changes');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('status')).toHaveText('The changes are copied to /home/me/changes.');
  await panel.getByRole('button', { name: 'Drop…' }).click();
  await page
    .getByRole('dialog', { name: 'Forget these changes?' })
    .getByRole('button', { name: 'Forget them' })
    .click();
  await expect(panel).toContainText('The device shows this folder as it is.');
});

test('snapshots are saved, restored after a question, and deleted', async ({ drawn: { page } }) => {
  await page.getByRole('tab', { name: 'Changes' }).click();
  const panel = page.getByRole('region', { name: 'Snapshots' });
  await panel.getByRole('textbox').fill('mine');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('status')).toHaveText('The snapshot mine is saved.');
  await expect(panel.getByRole('listitem')).toHaveCount(2);
  const row = panel.getByRole('listitem').filter({ hasText: 'before the import' });
  await row.getByRole('button', { name: 'Restore…' }).click();
  const question = page.getByRole('dialog', { name: 'Go back to before the import?' });
  await expect(question).toContainText('/home/me/Pictures is not touched');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await question.getByRole('button', { name: 'Restore' }).click();
  await expect(page.locator('.inspector-header')).toContainText('boot 2');
  await row.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog', { name: 'Delete before the import?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(panel.getByRole('listitem')).toHaveCount(1);
});
