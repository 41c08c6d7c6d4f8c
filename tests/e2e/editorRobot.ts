// The Editor app's screen, and the document picker above it, in the words on them.
import { expect, type Locator } from '@playwright/test';

export class EditorRobot {
  readonly screen: Locator;
  readonly root: Locator;

  /** @param screen the phone */
  constructor(screen: Locator) {
    this.screen = screen;
    this.root = screen.getByRole('region', { name: 'Editor', exact: true });
  }

  press(name: string): Promise<void> {
    return this.root.getByRole('button', { name, exact: true }).click();
  }

  card(name: string): Locator {
    return this.root.getByRole('region', { name, exact: true });
  }

  get text(): Locator {
    return this.root.getByRole('textbox', { name: 'Text' });
  }

  /** @param mode "w" or "wt" */
  async save(text: string, mode: string): Promise<void> {
    await this.text.fill(text);
    await this.root.getByRole('combobox', { name: 'Mode' }).selectOption(mode);
    await this.press('Save');
  }

  async expectNote(text: string | RegExp): Promise<void> {
    await expect(this.root.locator('.editor-note')).toHaveText(text);
  }

  /** Of the log: a call, and what came back. */
  async expectCall(call: string | RegExp, result: string | RegExp): Promise<void> {
    const line = this.root.locator('.editor-log li').filter({ hasText: call }).first();
    await expect(line.locator('.editor-result')).toHaveText(result);
  }

  get picker(): Locator {
    return this.screen.locator('.document-picker');
  }

  /** From wherever the picker is, through the drawer, by names. */
  async goTo(root: string, ...folders: readonly string[]): Promise<void> {
    await this.picker.getByRole('button', { name: 'Show roots' }).click();
    await this.picker.locator('.docs-root-button', { hasText: root }).click();
    for (const folder of folders) await this.document(folder).click();
  }

  document(name: string): Locator {
    return this.picker.getByRole('gridcell', { name });
  }
}
