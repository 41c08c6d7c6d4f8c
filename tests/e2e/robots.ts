// One robot per screen: what a user sees and does there, in the words on the screen.
import { expect, type Locator, type Page } from '@playwright/test';

/** The phone: launcher, bars, and whatever is in front. */
export class DeviceRobot {
  readonly page: Page;
  readonly screen: Locator;

  constructor(page: Page) {
    this.page = page;
    this.screen = page.getByRole('region', { name: 'Device' });
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
    const before = await this.selected.count();
    const ids: number[] = [];
    for (let i = 1; i <= count; i++) {
      const item = this.root.getByRole('gridcell', { selected: false }).first();
      ids.push(Number(await item.getAttribute('data-id')));
      await item.click();
      await expect(this.selected).toHaveCount(before + i);
    }
    return ids;
  }

  confirm(label: string): Promise<void> {
    return this.root.getByRole('button', { name: label, exact: true }).click();
  }
}

/** An app's own screen: what the device answered it. */
export class GalleryRobot {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  press(name: string): Promise<void> {
    return this.root.getByRole('button', { name, exact: true }).click();
  }

  /** The _ids of the rows the app received, ascending. */
  async expectIds(ids: readonly number[]): Promise<void> {
    const sorted = [...ids].sort((a, b) => a - b);
    await expect.poll(async () => (await this.ids()).toSorted((a, b) => a - b)).toEqual(sorted);
  }

  async ids(): Promise<number[]> {
    const found = await this.root
      .locator('[data-id]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-id')));
    return found.map(Number);
  }
}
