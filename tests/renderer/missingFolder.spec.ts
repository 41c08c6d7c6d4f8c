// A folder that is empty and was not: what the panel says, and the way on for who has emptied it.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './drawn.ts';

test('is told, and indexed as it is only after a question', async ({ drawn: { page } }) => {
  await page.evaluate(() => window.fakeDevice.loseDisk());
  const panel = page.getByRole('region', { name: 'Folder of external_primary' });
  await expect(panel.getByRole('alert')).toHaveText(/is empty and was not: its disk is not mounted any more/);
  await expect(panel).toContainText('Missing');
  const open = panel.getByRole('button', { name: 'Index it as it is…' });
  await open.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Is this the right folder?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(panel.getByRole('alert')).toBeVisible();
  await open.click();
  await dialog.getByRole('button', { name: 'Index it as it is' }).click();
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await expect(open).toHaveCount(0);
});
