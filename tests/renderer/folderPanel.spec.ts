// The folder behind a volume: how far its scan is, how it is watched, and the scan that is made to wait.
import { expect, test } from './drawn.ts';

const SCAN = { state: 'scanning', indexed: 3_000, total: 12_000, files: 12_000, rate: 300, remaining: 30 } as const;

test('a scan has its numbers, and waits and goes on by a button', async ({ drawn: { page } }) => {
  await page.evaluate((volume) => window.fakeDevice.become({}, volume), SCAN);
  const panel = page.getByRole('region', { name: 'Folder of external_primary' });
  await expect(panel).toContainText('3,000 of 12,000 files indexed as external_primary, 2 skipped (see Logcat)');
  await expect(panel).toContainText('300 files/s, 30 s left');
  await expect(panel.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
  await panel.getByRole('button', { name: 'Pause the scan' }).click();
  await expect(panel.locator('.pill')).toHaveText('Paused');
  await expect(panel).not.toContainText('files/s');
  await panel.getByRole('button', { name: 'Resume the scan' }).click();
  await expect(panel.locator('.pill')).toHaveText('Scanning');
});

test('a folder that is looked at every few seconds for want of watches says so', async ({ drawn: { page } }) => {
  const panel = page.getByRole('region', { name: 'Folder of external_primary' });
  const sentence = 'The system has no more file watches: changes in the folder are looked for every few seconds.';
  await expect(panel).not.toContainText(sentence);
  await page.evaluate(() => window.fakeDevice.become({}, { watching: 'polling' }));
  await expect(panel).toContainText(sentence);
});
