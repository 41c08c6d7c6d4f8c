// One robot per screen: what a user sees and does there, in the words on the screen.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Skin } from '../../contract/rpc/deviceApi.ts';

/** The phone: launcher, bars, and whatever is in front. */
export class DeviceRobot {
  readonly page: Page;
  readonly screen: Locator;

  constructor(page: Page) {
    this.page = page;
    this.screen = page.locator('.device-place');
  }

  get tester(): TesterRobot {
    return new TesterRobot(this.page.locator('.inspector'));
  }

  async launch(label: string): Promise<GalleryRobot> {
    await this.screen.getByRole('listitem').getByRole('button', { name: label, exact: true }).click();
    return this.app(label);
  }

  app(label: string): GalleryRobot {
    return new GalleryRobot(this.screen.getByRole('region', { name: label, exact: true }));
  }

  get permissionDialog(): PermissionDialogRobot {
    return new PermissionDialogRobot(this.screen.getByRole('dialog', { name: /on this device\?$/ }));
  }

  get photoPicker(): PhotoPickerRobot {
    return new PhotoPickerRobot(this.screen.locator('.sheet'));
  }

  pressHome(): Promise<void> {
    return this.screen.getByRole('button', { name: 'Home', exact: true }).click();
  }

  pressBack(): Promise<void> {
    return this.screen.getByRole('button', { name: 'Back', exact: true }).click();
  }
}

export class PermissionDialogRobot {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  get buttons(): Locator {
    return this.root.getByRole('button');
  }

  async expectButtons(...labels: string[]): Promise<void> {
    await expect(this.buttons).toHaveText(labels);
  }

  press(label: string): Promise<void> {
    return this.root.getByRole('button', { name: label, exact: true }).click();
  }
}

export class PhotoPickerRobot {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  get items(): Locator {
    return this.root.getByRole('gridcell');
  }

  get selected(): Locator {
    return this.root.getByRole('gridcell', { selected: true });
  }

  /** Taps the first items that are not selected yet. @returns their ids, in the order they were tapped */
  async select(count: number): Promise<readonly number[]> {
    await expect(this.items.first()).toBeVisible();
    const before = await this.#shownAsSelected();
    const ids: number[] = [];
    for (let i = 1; i <= count; i++) {
      const { id, name } = await this.root
        .getByRole('gridcell', { selected: false })
        .first()
        .evaluate((cell) => ({
          id: Number(cell.getAttribute('data-id')),
          name: cell.getAttribute('aria-label') ?? '',
        }));
      ids.push(id);
      // By its name: another one may be the first by now, and what is in a cloud has no id.
      await this.root.getByRole('gridcell', { name, exact: true }).click();
      await expect(this.selected).toHaveCount(before + i);
    }
    return ids;
  }

  /** What is selected already is drawn a moment after the grid: the button's number is the one to wait for. */
  async #shownAsSelected(): Promise<number> {
    const confirm = this.root.getByRole('button', { name: /^Allow \(\d+\)$/ });
    const shown = async () =>
      (await confirm.count()) === 0 ? 0 : Number(/\d+/.exec((await confirm.textContent()) ?? '')?.[0]);
    await expect.poll(async () => (await this.selected.count()) === (await shown())).toBe(true);
    return shown();
  }

  selectedIds(): Promise<number[]> {
    return this.selected.evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-id'))));
  }

  confirm(label: string): Promise<void> {
    return this.root.getByRole('button', { name: label, exact: true }).click();
  }

  /** Whatever the generation calls it. */
  confirmSelection(): Promise<void> {
    return this.root.getByRole('button', { name: /^(Add|Allow) \(\d+\)$|^Done$/ }).click();
  }
}

/** A client app's own screen: what the device answered it. */
export class GalleryRobot {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  askForPhotos(): Promise<void> {
    return this.#press('Allow access to photos');
  }

  selectMore(): Promise<void> {
    return this.#press('Select more');
  }

  /** One row each, with its _id in data-id. */
  get rows(): Locator {
    return this.root.getByRole('listitem').and(this.root.locator('[data-id]'));
  }

  /** The _ids of the rows the app received, in whatever order. */
  async expectIds(ids: readonly number[]): Promise<void> {
    await expect(this.root.getByRole('status')).toHaveAttribute('data-count', String(ids.length));
    await expect(this.rows).toHaveCount(ids.length);
    const found = async () => {
      const all = await this.rows.evaluateAll((rows) => rows.map((one) => Number(one.getAttribute('data-id'))));
      return all.toSorted((a, b) => a - b);
    };
    await expect.poll(found).toEqual(ids.toSorted((a, b) => a - b));
  }

  /** What checkSelfPermission answered the app. */
  async expectPermission(name: string, state: 'granted' | 'denied'): Promise<void> {
    const row = this.root.locator(`[data-permission="android.permission.${name}"]`);
    await expect(row).toHaveAttribute('data-granted', String(state === 'granted'));
  }

  /** What the developer guide's check tells the app: Full, Partial or No access. */
  expectAccess(title: string): Promise<void> {
    return expect(this.root.getByRole('region', { name: 'Access', exact: true }).getByRole('heading')).toHaveText(
      title,
    );
  }

  /** Every picture is really there: decoded, and not a broken image. */
  async expectPictures(count: number): Promise<void> {
    const widths = () =>
      this.root
        .locator('img')
        .evaluateAll((all) => all.map((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)));
    await expect.poll(async () => (await widths()).filter((width) => width > 0).length).toBe(count);
  }

  /** By the words on its button. */
  pick(label: string): Promise<void> {
    return this.#press(label);
  }

  /** What the picker answered, one row for each URI. */
  get picked(): Locator {
    return this.root.getByRole('list', { name: 'Picked' }).getByRole('listitem');
  }

  #press(name: string): Promise<void> {
    return this.root.getByRole('button', { name, exact: true }).click();
  }
}

/** The panel beside the phone. */
export class TesterRobot {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  async useManualClock(): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Clock' }).selectOption('manual');
    await expect(this.root.getByLabel('Seconds to advance')).toBeVisible();
  }

  async advanceClock(seconds: number): Promise<void> {
    await this.root.getByLabel('Seconds to advance').fill(String(seconds));
    await this.root
      .getByRole('button', { name: `+${seconds} s`, exact: true })
      .last()
      .click();
  }

  /** Waits until the device has counted another boot. */
  async reboot(): Promise<void> {
    const header = this.root.locator('.inspector-header');
    const boots = async () => Number(/boot (\d+)/.exec((await header.textContent()) ?? '')?.[1]);
    await expect(header).toHaveText(/boot \d+/);
    const before = await boots();
    await this.root.getByRole('button', { name: 'Reboot' }).click();
    await expect.poll(boots).toBe(before + 1);
  }

  /** Waits until every photo of the folder can be queried. */
  async expectScanned(): Promise<void> {
    await expect(this.root.getByText('Ready', { exact: true })).toBeVisible();
  }

  /** A line of the device's log has these words. */
  async expectLogged(words: string): Promise<void> {
    await this.root.getByRole('tab', { name: 'Logcat' }).click();
    await expect(this.root.getByRole('log', { name: 'Logcat' }).getByText(words).first()).toBeVisible();
  }

  /** One of the generations of the photo picker. */
  async useSkin(skin: Skin): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Photo picker' }).selectOption(skin);
  }

  /** Waits until the phone is drawn with letters of that size. */
  async setFontSize(percent: number): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Font size' }).selectOption(`${percent} %`);
    await expect(this.root.page().locator('.device-screen')).toHaveCSS('--font-scale', String(percent / 100));
  }
}
