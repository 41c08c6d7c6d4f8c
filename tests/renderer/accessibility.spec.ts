// The screens that the whole road does not pass, for people who do not see them. The photo picker has a spec of its own.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Drawn, expect, test } from './drawn.ts';

/** In the dark only the colours are others. */
async function expectNoViolations(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
  expect(told).toEqual([]);
}

const SCREENS: Readonly<Record<string, (drawn: Drawn) => Promise<void>>> = {
  recents: async (drawn) => {
    await drawn.launch();
    await drawn.page.getByRole('button', { name: 'Recents' }).click();
    await expect(drawn.page.locator('.recents-card')).toBeVisible();
  },
  'the menu of an icon': async (drawn) => {
    await drawn.page.locator('.launcher-app').click({ button: 'right' });
    await expect(drawn.page.getByRole('menu')).toBeVisible();
  },
  'the apps in Settings': async (drawn) => {
    await drawn.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(drawn.settings.getByRole('button', { name: 'Gallery' })).toBeVisible();
  },
  'App info': async (drawn) => {
    await drawn.openAppInfo();
    await expect(drawn.settings.getByRole('switch')).toBeVisible();
  },
  'the permissions of an app': async (drawn) => {
    await drawn.openAppInfo();
    await drawn.settings.getByRole('button', { name: 'Permissions' }).click();
    await expect(drawn.settings.getByRole('button', { name: 'Photos and videos' })).toBeVisible();
  },
  'a group with its pencil': async (drawn) => {
    await drawn.openPermission('Photos and videos');
    await drawn.settings.getByRole('radio', { name: 'Allow limited access' }).click();
    await expect(drawn.settings.getByRole('button', { name: /^Edit/ })).toBeVisible();
  },
  'a confirmation': async (drawn) => {
    await drawn.openPermission('Music and audio');
    await drawn.settings.getByRole('radio', { name: 'Allow', exact: true }).click();
    await expect(drawn.page.getByRole('alertdialog')).toBeVisible();
  },
  'special access': async (drawn) => {
    await drawn.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await drawn.settings.getByRole('button', { name: 'All files access' }).click();
    await expect(drawn.settings.getByRole('switch').first()).toBeVisible();
  },
  'a media request, and the gallery behind it': async (drawn) => {
    await drawn.page.getByRole('button', { name: 'Full' }).click();
    await drawn.launch();
    const app = drawn.page.getByRole('region', { name: 'Gallery' });
    for (const place of [0, 1, 2, 3]) await app.locator('.media-picture').nth(place).click();
    await app.getByRole('button', { name: 'Delete' }).click();
    await expect(drawn.page.getByRole('alertdialog')).toBeVisible();
  },
  'a manifest to change': async (drawn) => {
    await drawn.page.getByRole('button', { name: 'Change manifest…' }).click();
    await expect(drawn.page.getByRole('dialog')).toBeVisible();
  },
  'factory reset': async (drawn) => {
    await drawn.page.getByRole('button', { name: 'Factory reset…' }).click();
    await expect(drawn.page.getByRole('dialog')).toBeVisible();
  },
  'a call of the journal': async (drawn) => {
    await drawn.launch();
    await drawn.page.locator('.journal-line').first().click();
    await expect(drawn.page.locator('.journal-details')).toBeVisible();
  },
  'the library': async (drawn) => {
    await drawn.page.getByRole('tab', { name: 'Library' }).click();
    await expect(drawn.page.locator('.library-line[data-id="90"]')).toBeVisible();
  },
  'a row of the library': async (drawn) => {
    await drawn.page.getByRole('tab', { name: 'Library' }).click();
    await drawn.page.locator('.library-line[data-id="84"]').click();
    await expect(drawn.page.getByRole('article')).toContainText('Visible to');
  },
  'a query of an app': async (drawn) => {
    await drawn.page.getByRole('tab', { name: 'Queries' }).click();
    await drawn.page.evaluate(() => window.fakeDevice.logQuery());
    await drawn.page.locator('.query-line').click();
    await expect(drawn.page.locator('.journal-details')).toBeVisible();
  },
  'no device': async (drawn) => {
    await drawn.page.evaluate(() => window.pullThePlug());
    await expect(drawn.page.getByRole('alert')).toBeVisible();
  },
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [name, open] of Object.entries(SCREENS)) {
      test(name, async ({ drawn }) => {
        await open(drawn);
        await expectNoViolations(drawn.page, colorScheme);
      });
    }
  });
}
