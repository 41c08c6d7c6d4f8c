// The photo picker of every generation, for people who do not see it or do not touch it.
import { AxeBuilder } from '@axe-core/playwright';
import { ACTION_PICK_IMAGES } from '../../contract/android/intent.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import { type Drawn, expect, test } from './drawn.ts';

// A computer with two cores takes its time for a matrix.
test.describe.configure({ timeout: 180_000 });

const SKINS: readonly Skin[] = ['T-legacy', 'U-legacy', 'U-managed', 'Modern'];
const PICK = { action: ACTION_PICK_IMAGES, preGranted: [] };

/** Serious and critical: what keeps somebody from using a screen. In the dark only the colours are others. */
async function expectNoViolations({ page }: Drawn, where: string): Promise<void> {
  const axe = new AxeBuilder({ page }).include('.picker').setLegacyMode();
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const { violations } = await (isDark ? axe.withRules(['color-contrast']) : axe).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160))}`);
  expect.soft(told).toEqual([]);
}

const albumsTab = ({ picker }: Drawn) =>
  picker.getByRole('tab', { name: 'Albums' }).or(picker.getByRole('button', { name: 'Albums', exact: true }));
const previewButton = ({ picker }: Drawn) => picker.getByRole('button', { name: /^(View selected|Preview)$/ });
const confirmButton = ({ picker }: Drawn) => picker.getByRole('button', { name: /^((Add|Allow) \(\d+\)|Done)$/ });

/** Each leads on from the one before. */
const STATES: readonly (readonly [string, (drawn: Drawn) => Promise<void>])[] = [
  ['photos', async ({ cells }) => expect(cells.first()).toBeVisible()],
  [
    'selected, with an order',
    async ({ cells, picker }) => {
      for (const place of [0, 1, 3]) await cells.nth(place).click();
      await expect(picker.getByRole('gridcell', { selected: true })).toHaveCount(3);
    },
  ],
  [
    'the limit',
    async ({ cells, picker }) => {
      await cells.nth(4).click();
      await expect(picker.locator('.snackbar')).toBeVisible();
    },
  ],
  [
    'preview of what is selected',
    async (drawn) => {
      await previewButton(drawn).click();
      await expect(drawn.page.locator('.preview')).toBeVisible();
    },
  ],
  [
    'albums',
    async (drawn) => {
      await drawn.page.keyboard.press('Escape');
      await expect(drawn.page.locator('.preview')).toHaveCount(0);
      await albumsTab(drawn).click();
      await expect(drawn.picker.locator('.album').first()).toBeVisible();
    },
  ],
  [
    'an album',
    async ({ picker }) => {
      await picker.locator('.album', { hasText: 'Camera' }).click();
      await expect(picker.getByRole('heading', { name: 'Camera' })).toBeVisible();
      await expect(picker.locator('[data-page="album"]').getByRole('gridcell').first()).toBeVisible();
    },
  ],
];

for (const skin of SKINS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${skin}, ${colorScheme}`, () => {
      test.use({ colorScheme });

      test('every state is sound', async ({ drawn }) => {
        await drawn.openPicker({ ...PICK, skin, maxItems: 3, isOrdered: true });
        for (const [name, reach] of STATES) {
          await reach(drawn);
          await expectNoViolations(drawn, name);
        }
      });

      test('for one item, for an app’s access, and with nothing to show', async ({ drawn }) => {
        await drawn.openPicker({ ...PICK, skin, maxItems: 1 });
        await expect(drawn.cells.first()).toBeVisible();
        await expectNoViolations(drawn, 'one item');
        await drawn.cells.first().click();
        await expect(drawn.picker).toHaveCount(0);
        await drawn.page.getByRole('button', { name: 'Home', exact: true }).click();
        await drawn.openPicker({ skin, preGranted: [] });
        await expect(drawn.cells.first()).toBeVisible();
        await expectNoViolations(drawn, 'an app’s access, nothing selected');
        await drawn.page.keyboard.press('Escape');
        await drawn.page.getByRole('button', { name: 'Home', exact: true }).click();
        await drawn.page.evaluate(() => window.fakeDevice.setItemCount(0));
        await drawn.openPicker({ ...PICK, skin });
        await expect(drawn.picker.locator('.picker-empty')).toBeVisible();
        await expectNoViolations(drawn, 'empty');
      });
    });
  }

  test(`${skin}: what a screen reader meets is title, privacy, tabs, photos, bar`, async ({ drawn }) => {
    await drawn.openPicker({ ...PICK, skin, maxItems: 3 });
    await drawn.cells.first().click();
    await expect(confirmButton(drawn)).toBeVisible();
    const places = await drawn.picker.evaluate((sheet) => {
      const text = (element: Element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
      const stops = [...sheet.querySelectorAll('h1, [role="tab"], [data-tab], [role="grid"], button')];
      return stops.filter((stop) => stop.checkVisibility() && stop.closest('[inert]') === null).map(text);
    });
    const order = [/photos you select/, /^Photos$/, /^Albums$/, /^Photos$/, /^(Add \(1\)|Done)$/];
    let from = 0;
    for (const words of order) {
      const at = places.findIndex((place, index) => index >= from && words.test(place));
      expect(at, `${words} after place ${from} of ${places.join(' | ')}`).toBeGreaterThanOrEqual(0);
      from = at + 1;
    }
    await expect(drawn.picker).toHaveAccessibleName(/photos you select/);
  });

  test(`${skin}: from the first photo to the answer by keyboard alone`, async ({ drawn }) => {
    await drawn.openPicker({ skin, preGranted: [pickerUri(90)] });
    const { page, picker, cells } = drawn;
    await expect(cells.first()).toBeVisible();
    for (let i = 0; i < 12 && !(await cells.first().evaluate((cell) => cell.matches(':focus'))); i++) {
      await page.keyboard.press('Tab');
    }
    await expect(cells.first()).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    const isManaged = skin === 'U-managed' || skin === 'Modern';
    await expect(picker.getByRole('gridcell', { selected: true })).toHaveCount(isManaged ? 3 : 2);
    const confirm = confirmButton(drawn);
    for (let i = 0; i < 12 && !(await confirm.evaluate((button) => button.matches(':focus'))); i++) {
      await page.keyboard.press('Tab');
    }
    await expect(confirm).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(picker).toHaveCount(0);
    const [answer] = await page.evaluate(() => window.answers);
    // One that can take nothing back answers what was granted before as well.
    expect(answer).toMatchObject({ uris: [90, 89, 88].map((id) => expect.stringMatching(`/${id}$`)) });
  });
}
