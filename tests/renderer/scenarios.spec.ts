// The list of scenarios in the tester's panel, their stories, and the device that one is played on.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

async function openPanel(page: Page) {
  await page.getByRole('tab', { name: 'Scenarios' }).click();
  const panel = page.getByRole('region', { name: 'Scenarios', exact: true });
  await expect(panel.locator('[data-scenario]')).toHaveCount(3);
  return panel;
}

test('a scenario is found, and its story told', async ({ drawn: { page } }) => {
  const panel = await openPanel(page);
  await panel.getByRole('searchbox', { name: 'Search scenarios' }).fill('godot');
  await expect(panel.locator('[data-scenario]')).toHaveText([/^S40The 513th grantAPI 29 and 34/]);
  await expect(panel).toContainText('1 of 3');
  await panel.getByRole('searchbox', { name: 'Search scenarios' }).fill('');
  const explain = panel.getByRole('button', { name: 'Explain S01' });
  await explain.press('Enter');
  await expect(explain).toHaveAttribute('aria-expanded', 'true');
  await expect(panel).toContainText('Android did grant something');
  await expect(panel).toContainText('https://github.com/zoontek/react-native-permissions/issues/959');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('it is played on a device of its own, which is shown where its address is', async ({ drawn: { page } }) => {
  const panel = await openPanel(page);
  await panel.getByRole('button', { name: 'Explain S07' }).click();
  await panel.getByRole('combobox', { name: 'Case' }).selectOption('Back in the picker');
  await expect(panel.getByRole('combobox', { name: 'API level' }).locator('option')).toHaveText(['36']);
  await panel.getByRole('button', { name: 'Reproduce this' }).click();
  const played = page.getByRole('region', { name: 'What is reproduced' });
  await expect(played).toContainText('S07 on API 36: Back in the picker');
  await expect(played.getByRole('status')).toHaveText('Its device starts…');
  await page.evaluate(() =>
    window.fakeDevice.scenarios.tell({ state: 'waiting', address: 'http://127.0.0.1:9/?token=t' }),
  );
  await expect(played.getByRole('link', { name: 'Show its device' })).toHaveAttribute('href', /127\.0\.0\.1:9/);
  await page.evaluate(() => window.fakeDevice.scenarios.tell({ state: 'playing', step: 'S07.yaml:38: user.dialog' }));
  await expect(played).toContainText('S07.yaml:38: user.dialog');
  // What is played goes on behind the other tabs.
  await page.getByRole('tab', { name: 'Library' }).click();
  await page.getByRole('tab', { name: 'Scenarios' }).click();
  await expect(played).toContainText('S07.yaml:38: user.dialog');
  await page.evaluate(() => window.fakeDevice.scenarios.tell({ state: 'failed', problem: 'No port is free.' }));
  await expect(played.getByRole('alert')).toHaveText('No port is free.');
  await played.getByRole('button', { name: 'Close' }).click();
  await expect(played).toBeHidden();
});
