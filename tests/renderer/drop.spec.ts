// The window explains itself, and takes a folder that is dropped on it.
import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from '@playwright/test';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { expect, test } from './drawn.ts';

/** Drags files of this computer over the window, as a file manager does, and drops them. */
async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await drag(session, 'dragEnter', files);
  await drag(session, 'dragOver', files);
  await expect(page.locator('.drop-target')).toBeVisible();
  await drag(session, 'drop', files);
  await session.detach();
}

function drag(session: CDPSession, type: 'dragEnter' | 'dragOver' | 'drop', files: readonly string[]) {
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  return session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
}

test.describe('what is dropped', () => {
  let workplace: TemporaryFolder;
  test.beforeAll(async () => {
    workplace = await temporaryFolder('drop');
    const { mkdir, writeFile } = await import('node:fs/promises');
    for (const name of ['Holidays', 'Other']) await mkdir(`${workplace.path}/${name}`);
    await writeFile(`${workplace.path}/one.jpg`, 'x');
  });
  test.afterAll(() => workplace[Symbol.asyncDispose]());

  test('a folder is put in under the path that its owner completes', async ({ drawn: { page } }) => {
    await dropFiles(page, [`${workplace.path}/Holidays`]);
    const question = page.getByRole('dialog', { name: 'Put “Holidays” in as' });
    await expect(question).toContainText('A browser does not tell where a dropped folder is.');
    const path = question.getByLabel('Folder, its full path');
    await expect(path).toHaveValue('Holidays');
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await question.getByRole('radio', { name: "The device's own storage" }).check();
    await expect(question).toContainText('npm start -- …/Holidays');
    await question.getByRole('radio', { name: 'A USB drive' }).check();
    await path.fill('/home/me/Holidays');
    await question.getByRole('button', { name: 'Put in' }).click();
    await expect(page.getByRole('region', { name: 'Folder of 19f4-0903' })).toContainText('/home/me/Holidays');
    await expect(page.locator('.drop-target')).toHaveCount(0);
  });

  test('a file, and several things at once, are told in a sentence', async ({ drawn: { page } }) => {
    await dropFiles(page, [`${workplace.path}/one.jpg`]);
    const told = page.getByRole('dialog', { name: 'This cannot be put in' });
    await expect(told.getByRole('alert')).toContainText('“one.jpg” is a file; drop the folder it is in');
    await told.getByRole('button', { name: 'OK' }).click();
    await expect(told).toHaveCount(0);
    await dropFiles(page, [`${workplace.path}/Holidays`, `${workplace.path}/Other`]);
    await expect(told.getByRole('alert')).toHaveText('That is 2 things at once; drop one folder.');
    await page.keyboard.press('Escape');
    await expect(told).toHaveCount(0);
    await expect(page.locator('.launcher')).toBeVisible();
  });
});

test('the first run on the demo library explains itself until it was read', async ({ drawn: { page } }) => {
  const demo = () => page.evaluate(() => window.fakeDevice.become({ isDemoLibrary: true }));
  const welcome = page.getByRole('region', { name: 'Drop a folder of photos here, or go on with the demo library' });
  await expect(welcome).toHaveCount(0);
  await demo();
  await expect(welcome).toContainText('Your photos stay as they are.');
  await expect(welcome).toContainText('The device lives in /home/me/.scopebox');
  await page.setViewportSize({ width: 600, height: 900 });
  await expect(welcome).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.setViewportSize({ width: 1100, height: 980 });
  await welcome.getByRole('button', { name: 'Go on with the demo library' }).click();
  await expect(welcome).toHaveCount(0);
  await page.reload();
  await expect(page.locator('.launcher')).toBeVisible();
  await demo();
  await expect(page.getByRole('button', { name: 'About this window' })).toBeVisible();
  await expect(welcome).toHaveCount(0);
  await page.getByRole('button', { name: 'About this window' }).click();
  await expect(welcome).toBeVisible();
});
