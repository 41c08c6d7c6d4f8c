// “Allow USB debugging?”: the question about a computer's key.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './drawn.ts';

const ASK = {
  packageName: 'com.android.systemui',
  fingerprint: '4A:1B:33:9C:07:E2:5D:81:F0:6E:AA:12:C4:98:3B:7F',
};

for (const theme of ['light', 'dark']) {
  test(`shows the fingerprint and answers, ${theme}`, async ({ drawn: { page } }) => {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const answered = page.evaluate((ask) => window.fakeDevice.show('usbDebugging', ask), ASK);
    const dialog = page.getByRole('alertdialog', { name: 'Allow USB debugging?' });
    await expect(dialog).toContainText(ASK.fingerprint);
    const { violations } = await new AxeBuilder({ page }).include('[role=alertdialog]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    if (process.env.SCOPEBOX_SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCOPEBOX_SCREENSHOTS}/usb-${theme}.png` });
    await dialog.getByRole('checkbox', { name: 'Always allow from this computer' }).check();
    await dialog.getByRole('button', { name: 'Allow' }).click();
    expect(await answered).toEqual({ debugging: true, always: true });
  });
}

test('Cancel, Escape and a tap outside are a no', async ({ drawn: { page } }) => {
  const dialog = page.getByRole('alertdialog', { name: 'Allow USB debugging?' });
  const ask = () => page.evaluate((asked) => window.fakeDevice.show('usbDebugging', asked), ASK);
  for (const refuse of [
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
    () => page.keyboard.press('Escape'),
    () => page.locator('.alert-scrim').click({ position: { x: 5, y: 100 } }),
  ]) {
    const answered = ask();
    await expect(dialog).toBeVisible();
    await refuse();
    expect(await answered).toBeNull();
  }
});
