// A page on the fake device, and the ways into its screens.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import { pickerAsk } from './fakeAsks.ts';
import { documentAsk } from './fakeProviders.ts';
import { startSite } from './site.ts';

export const PACKAGE = 'com.example.gallery';

type PickerAsk = Dialogs['photoPicker']['ask'];
type DocumentAsk = Dialogs['documentPicker']['ask'];

export class Drawn {
  readonly page: Page;
  readonly picker: Locator;
  readonly cells: Locator;

  constructor(page: Page) {
    this.page = page;
    this.picker = page.locator('.sheet');
    this.cells = this.picker.getByRole('gridcell');
  }

  async launch(): Promise<void> {
    await this.page.locator('.launcher-app').click();
    await expect(this.page.getByRole('region', { name: 'Gallery' })).toBeVisible();
  }

  /** Opens the picker with a question of its own; the answer lands in window.answers. */
  async openPicker(change: Partial<PickerAsk> = {}): Promise<void> {
    await this.launch();
    await this.reopenPicker(change);
  }

  /** The same from the app that is there already. */
  async reopenPicker(change: Partial<PickerAsk> = {}): Promise<void> {
    await expect(this.picker).toHaveCount(0);
    await this.page.evaluate(
      (ask) => {
        window.answers = [];
        void window.fakeDevice.show('photoPicker', ask).then((answer) => window.answers.push(answer));
      },
      { ...pickerAsk(PACKAGE, []), ...change },
    );
    await expect(this.picker).toBeVisible();
  }

  get documents(): Locator {
    return this.page.locator('.document-picker');
  }

  /** Opens the document picker; the answer lands in window.documentAnswers. */
  async openDocuments(change: Partial<DocumentAsk> = {}): Promise<void> {
    if (!(await this.page.getByRole('region', { name: 'Gallery' }).isVisible())) await this.launch();
    await this.page.evaluate(
      (ask) => {
        window.documentAnswers = [];
        void window.fakeDevice.show('documentPicker', ask).then((answer) => window.documentAnswers.push(answer));
      },
      { ...documentAsk(PACKAGE), ...change },
    );
    await expect(this.documents).toBeVisible();
  }

  /** To a root by its title, through the drawer. */
  async openRoot(title: string): Promise<void> {
    await this.documents.getByRole('button', { name: 'Show roots' }).click();
    await this.documents.locator('.docs-root-button', { hasText: title }).click();
    await expect(this.documents.locator('.docs-drawer')).toHaveCount(0);
  }

  document(name: string): Locator {
    return this.documents.getByRole('gridcell', { name });
  }

  /** URIs the document picker answered; null for Back. */
  async expectDocuments(uris: readonly string[] | null): Promise<void> {
    const answers = () => this.page.evaluate(() => window.documentAnswers);
    await expect.poll(answers).toEqual([uris === null ? null : expect.objectContaining({ uris })]);
  }

  get settings(): Locator {
    return this.page.getByRole('region', { name: 'Settings', exact: true }).and(this.page.locator('.settings-window'));
  }

  /** Goes from the launcher to the page of a group, as a user does. */
  async openPermission(group: string): Promise<void> {
    await this.openAppInfo();
    await this.settings.getByRole('button', { name: 'Permissions' }).click();
    await this.settings.getByRole('button', { name: group }).click();
    await expect(this.settings.getByRole('radiogroup')).toBeVisible();
  }

  async openAppInfo(): Promise<void> {
    await this.page.locator('.launcher-app').click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: 'App info' }).click();
    await expect(this.settings.getByRole('heading', { name: 'App info' })).toBeVisible();
  }

  /** Ids the picker answered; null for Back. */
  async expectAnswer(ids: readonly number[] | null): Promise<void> {
    const expected = ids?.map((id) => expect.stringMatching(new RegExp(`/media/${id}$`)));
    const answers = () => this.page.evaluate(() => window.answers);
    await expect.poll(answers).toEqual([expected === undefined ? null : { uris: expected }]);
  }
}

declare global {
  interface Window {
    answers: (Dialogs['photoPicker']['answer'] | null)[];
    documentAnswers: Dialogs['documentPicker']['answer'][];
  }
}

export const test = base.extend<{ drawn: Drawn }, { address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures it needs from here.
    async ({}, use) => {
      const site = await startSite();
      await use(site.address);
      await site.close();
    },
    { scope: 'worker' },
  ],
  drawn: async ({ page, address }, use) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(address);
    await expect(page.locator('.launcher-app')).toBeVisible();
    await use(new Drawn(page));
  },
});

export { expect } from '@playwright/test';
