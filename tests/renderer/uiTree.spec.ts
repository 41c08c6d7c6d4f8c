// The screen as UiAutomator tells of it, and touches that come from outside.
import type { Page } from '@playwright/test';
import { KeyEvent } from '../../contract/android/keyEvent.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import type { UiInput, UiNames, UiSelector } from '../../contract/rpc/uiAutomation.ts';
import { type Drawn, expect, PACKAGE, test } from './drawn.ts';

const GRANT: Dialogs['grantPermissions']['ask'] = {
  packageName: PACKAGE,
  appLabel: 'Gallery',
  group: 'READ_MEDIA_VISUAL',
  title: 'Allow Gallery to access photos and videos on this device?',
  ...{ position: 1, total: 1 },
  buttons: [
    { id: 'ALLOW_SELECTED', label: 'Allow limited access' },
    { id: 'ALLOW_ALL', label: 'Allow all' },
    { id: 'DENY', label: 'Don’t allow' },
  ],
};

const ALLOW_ALL = 'com.android.permissioncontroller:id/permission_allow_all_button';

type Attributes = Readonly<Record<string, string>>;

class Screen {
  readonly page: Page;

  constructor({ page }: Drawn) {
    this.page = page;
  }

  dump(names?: UiNames): Promise<string> {
    return this.page.evaluate((given) => window.fakeDevice.tester.uiDump(given), names);
  }

  /** Every node of the dump, read as a script would. */
  async nodes(names?: UiNames): Promise<readonly Attributes[]> {
    const xml = await this.dump(names);
    return this.page.evaluate((text) => {
      const nodes = [...new DOMParser().parseFromString(text, 'application/xml').querySelectorAll('node')];
      return nodes.map((node) => Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])));
    }, xml);
  }

  do(input: UiInput): Promise<void> {
    return this.page.evaluate((given) => window.fakeDevice.tester.uiInput(given), input);
  }

  tap(at: UiSelector, isLong = false): Promise<void> {
    return this.do({ kind: 'tap', at, isLong });
  }

  press(keyCode: number): Promise<void> {
    return this.do({ kind: 'key', keyCode });
  }

  async showGrant(): Promise<void> {
    await this.page.evaluate((ask) => void window.fakeDevice.show('grantPermissions', ask), GRANT);
    await expect(this.page.locator('.grant-dialog')).toBeVisible();
  }
}

const byId = (nodes: readonly Attributes[], id: string) => nodes.find((node) => node['resource-id'] === id);

test('the permission dialog has its resource ids, and covers the app', async ({ drawn }) => {
  await drawn.launch();
  const screen = new Screen(drawn);
  await screen.showGrant();
  const nodes = await screen.nodes();
  expect(new Set(nodes.map((node) => node.package))).toEqual(new Set(['com.android.permissioncontroller']));
  expect(byId(nodes, 'com.android.permissioncontroller:id/permission_message')?.text).toBe(GRANT.title);
  expect(byId(nodes, ALLOW_ALL)).toMatchObject({
    ...{ text: 'Allow all', class: 'android.widget.Button', clickable: 'true', focusable: 'true', enabled: 'true' },
    bounds: expect.stringMatching(/^\[152,\d+\]\[928,\d+\]$/),
  });
  expect(nodes.filter((node) => node.class === 'android.widget.Button').map((node) => node.text)).toEqual([
    ...['Allow limited access', 'Allow all', 'Don’t allow'],
  ]);
  const google = await screen.nodes('google');
  expect(byId(google, ALLOW_ALL)?.package).toBe('com.google.android.permissioncontroller');
});

test('bounds are the device’s pixels however small the frame is drawn', async ({ drawn }) => {
  await drawn.launch();
  const screen = new Screen(drawn);
  await screen.showGrant();
  const large = byId(await screen.nodes(), ALLOW_ALL)?.bounds;
  await drawn.page.setViewportSize({ width: 1100, height: 600 });
  const [root, ...others] = await screen.nodes();
  expect(root?.bounds).toBe('[0,0][1080,2400]');
  const numbers = (bounds = '') => [...bounds.matchAll(/\d+/g)].map(Number);
  const small = numbers(byId(others, ALLOW_ALL)?.bounds);
  for (const [index, edge] of numbers(large).entries()) expect(Math.abs(edge - (small[index] ?? 0))).toBeLessThan(6);
});

test('a button is tapped by its id, and by the middle of its bounds', async ({ drawn }) => {
  await drawn.launch();
  const screen = new Screen(drawn);
  await screen.showGrant();
  await screen.tap({ resourceId: ALLOW_ALL });
  await expect(drawn.page.locator('.grant-dialog')).toHaveCount(0);
  await screen.showGrant();
  const bounds = byId(await screen.nodes(), ALLOW_ALL)?.bounds ?? '';
  const [left = 0, top = 0, right = 0, bottom = 0] = [...bounds.matchAll(/\d+/g)].map(Number);
  await screen.do({ kind: 'tap', at: { x: (left + right) / 2, y: (top + bottom) / 2 } });
  await expect(drawn.page.locator('.grant-dialog')).toHaveCount(0);
});

test('a button that something lies over ignores taps, and so does one that is not there', async ({ drawn }) => {
  await drawn.launch();
  const screen = new Screen(drawn);
  await screen.showGrant();
  await drawn.page.evaluate(() => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position: absolute; inset: 0; z-index: 9';
    cover.setAttribute('aria-hidden', 'true');
    document.querySelector('.device-screen')?.append(cover);
  });
  await expect(screen.tap({ resourceId: ALLOW_ALL })).rejects.toThrow('lies over the view');
  await expect(screen.tap({ text: 'Allow everything' })).rejects.toThrow('No view on the screen fits');
  await expect(screen.do({ kind: 'tap', at: { x: 5_000, y: 5 } })).rejects.toThrow('is not on the screen');
  await expect(drawn.page.locator('.grant-dialog')).toBeVisible();
});

test('keys go to the bar at the bottom and to what has the focus', async ({ drawn }) => {
  const screen = new Screen(drawn);
  await drawn.launch();
  await screen.press(KeyEvent.KEYCODE_HOME);
  await expect(drawn.page.locator('.launcher')).toBeVisible();
  expect((await screen.nodes()).find((node) => node.text === 'Gallery')).toMatchObject({
    ...{ 'content-desc': 'Gallery', class: 'android.widget.TextView', 'long-clickable': 'true' },
  });
  await drawn.launch();
  await screen.showGrant();
  await screen.press(KeyEvent.KEYCODE_TAB);
  await screen.press(KeyEvent.KEYCODE_TAB);
  await screen.press(KeyEvent.KEYCODE_ENTER);
  await expect(drawn.page.locator('.grant-dialog')).toHaveCount(0);
  await screen.showGrant();
  await screen.press(KeyEvent.KEYCODE_BACK);
  await expect(drawn.page.locator('.grant-dialog')).toHaveCount(0);
  await screen.press(KeyEvent.KEYCODE_BACK);
  await expect(drawn.page.locator('.launcher')).toBeVisible();
});

test('the document picker has the ids that scripts know it by', async ({ drawn }) => {
  await drawn.openDocuments();
  const screen = new Screen(drawn);
  await expect(drawn.documents.getByRole('gridcell').first()).toBeVisible();
  const ids = new Set((await screen.nodes()).map((node) => node['resource-id']));
  const own = ['toolbar', 'drawer_layout', 'dir_list', 'item_root', 'header_title', 'option_menu_search'];
  for (const id of own) expect(ids).toContain(`com.android.documentsui:id/${id}`);
  expect(ids).toContain('android:id/title');
  await screen.tap({ description: 'Show roots' });
  await expect(drawn.documents.locator('.docs-drawer')).toBeVisible();
  const roots = await screen.nodes('google');
  expect(byId(roots, 'com.google.android.documentsui:id/roots_list')).toBeDefined();
});

test('text is typed into what has the focus, and into nothing else', async ({ drawn }) => {
  await drawn.openDocuments();
  const screen = new Screen(drawn);
  await expect(screen.do({ kind: 'text', text: 'x' })).rejects.toThrow('takes no text');
  await screen.tap({ resourceId: 'com.android.documentsui:id/option_menu_search' });
  await screen.do({ kind: 'text', text: 'repo rt' });
  await screen.press(KeyEvent.KEYCODE_DEL);
  await expect(drawn.documents.getByRole('searchbox')).toHaveValue('repo r');
  const field = byId(await screen.nodes(), 'com.android.documentsui:id/search_src_text');
  expect(field).toMatchObject({ text: 'repo r', class: 'android.widget.EditText', focused: 'true' });
});

test('Settings has PermissionController’s radio buttons', async ({ drawn }) => {
  await drawn.openPermission('Photos and videos');
  const nodes = await new Screen(drawn).nodes();
  const radio = (id: string) => byId(nodes, `com.android.permissioncontroller:id/${id}`);
  expect(radio('allow_radio_button')).toMatchObject({ checkable: 'true', checked: 'false' });
  expect(radio('select_radio_button')).toMatchObject({ text: 'Allow limited access' });
  expect(radio('deny_radio_button')).toMatchObject({ checked: 'true', class: 'android.widget.RadioButton' });
  expect(radio('edit_selected_button')).toBeUndefined();
});

test('the tester reads the tree in the panel, searches it and copies it', async ({ drawn, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawn.launch();
  await new Screen(drawn).showGrant();
  const log = drawn.page.getByRole('region', { name: 'Log', exact: true });
  await log.getByRole('tab', { name: 'UI tree' }).click();
  await log.getByRole('button', { name: 'Read the screen' }).click();
  const lines = log.getByRole('region', { name: 'UI tree' }).locator('code');
  await expect(lines.first()).toContainText("<?xml version='1.0'");
  await log.getByRole('searchbox').fill('PERMISSION_ALLOW');
  await expect(lines).toHaveCount(2);
  await log.getByRole('button', { name: 'Copy XML' }).click();
  await expect(log.getByRole('status')).toHaveText('Copied.');
  const copied = await drawn.page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n').at(-2)).toBe('</hierarchy>');
});
