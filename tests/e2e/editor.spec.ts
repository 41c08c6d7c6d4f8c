// An app of documents in a real browser: it opens, changes, keeps, creates and deletes, and says what it asked for.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openDevice, type ShownDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { EditorRobot } from './editorRobot.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);
test.describe.configure({ mode: 'serial' });

const LONG = 'A text that is a good deal longer than the next one.\n';

let workplace: TemporaryFolder;
let folder: string;
let device: ShownDevice;
let robot: DeviceRobot;
let editor: EditorRobot;

test.beforeAll(async ({ browser }) => {
  workplace = await temporaryFolder('editor');
  folder = join(workplace.path, 'library');
  mkdirSync(join(folder, 'Documents'), { recursive: true });
  writeFileSync(join(folder, 'Documents', 'notes.txt'), LONG);
  writeFileSync(join(folder, 'Documents', 'todo.txt'), 'todo');
  device = await openDevice('web', { folder, home: join(workplace.path, 'home'), browser });
  // A colour on its way to another one is no colour to measure.
  await device.page.emulateMedia({ reducedMotion: 'reduce' });
  robot = new DeviceRobot(device.page);
  editor = new EditorRobot(robot.screen);
});

test.afterAll(async () => {
  await device?.close();
  await workplace?.[Symbol.asyncDispose]();
});

const launch = (label: string) =>
  robot.screen.getByRole('listitem').getByRole('button', { name: label, exact: true }).click();

test('a picked text is shown with what its provider tells, and kept', async () => {
  await launch('Editor');
  await editor.press('Open a text');
  await editor.goTo('Internal storage', 'Documents');
  await editor.document('notes.txt').click();
  const card = editor.card('notes.txt');
  await expect(card).toContainText('text/plain');
  await expect(card).toContainText('write, delete, rename, move');
  await expect(card).toContainText('READ|WRITE|PERSISTABLE');
  await expect(editor.text).toHaveValue(LONG);
  await expect(editor.card('Kept')).toContainText('primary:Documents/notes.txt');
  await editor.expectCall('startActivityForResult(OPEN_DOCUMENT', /RESULT_OK, data content:.*READ\|WRITE\|PERSISTABLE/);
  await editor.expectCall('takePersistableUriPermission', '→ taken');
});

test('"w" leaves the old tail, "wt" cuts it off, and the folder on this computer is as it was', async () => {
  await editor.save('Short.', 'w');
  await editor.expectNote(/6 bytes were written, and the document has 53 bytes: "w" left 47 bytes of the old text/);
  await expect(editor.text).toHaveValue(`Short.${LONG.slice(6)}`);
  await editor.save('Short.', 'wt');
  await editor.expectNote('Saved.');
  await expect(editor.card('notes.txt')).toContainText('6 bytes');
  expect(readFileSync(join(folder, 'Documents', 'notes.txt'), 'utf8')).toBe(LONG);
});

test('what was kept is there after a reboot', async () => {
  await device.page.getByRole('button', { name: 'Reboot', exact: true }).click();
  await expect(robot.screen.locator('.launcher')).toBeVisible();
  await launch('Editor');
  await editor.card('Kept').getByRole('button', { name: 'Open primary:Documents/notes.txt' }).click();
  await expect(editor.text).toHaveValue('Short.');
});

test('a document is created, and deleted because its flags say that it can be', async () => {
  await editor.press('Create a text');
  await expect(editor.picker).toBeVisible();
  await editor.picker.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(editor.card('New text.txt')).toContainText('0 bytes');
  await editor.press('Delete');
  await editor.expectNote('New text.txt was deleted.');
  await editor.expectCall('DocumentsContract.deleteDocument', '→ true');
});

test('a folder is opened, listed, and written in', async () => {
  await editor.press('Open a folder');
  await editor.goTo('Internal storage', 'Documents');
  await editor.picker.getByRole('button', { name: 'Use this folder' }).click();
  await robot.screen.getByRole('button', { name: 'Allow', exact: true }).click();
  const card = editor.card('Folder');
  await expect(card.getByRole('status')).toHaveText('2 documents.');
  await card.getByRole('button', { name: 'New text' }).click();
  await expect(card.getByRole('status')).toHaveText('3 documents.');
  await card.getByRole('button', { name: 'Delete New text.txt' }).click();
  await expect(card.getByRole('status')).toHaveText('2 documents.');
  await editor.press('Close');
});

test('an app with files of its own is in the picker twice, and answers by its activity', async () => {
  await robot.pressHome();
  await launch('My files');
  await robot.pressHome();
  await launch('Editor');
  await editor.press('Get content');
  await editor.goTo('My files');
  await expect(editor.document('Diary.txt')).toBeVisible();
  await editor.picker.getByRole('button', { name: 'Show roots' }).click();
  await editor.picker
    .getByRole('button', { name: /My files/ })
    .last()
    .click();
  const files = robot.screen.getByRole('region', { name: 'My files', exact: true });
  await expect(files.getByRole('status')).toHaveText('For com.example.editor, of type */*');
  await files.getByRole('button', { name: /Diary\.txt/ }).click();
  await expect(editor.card('Diary.txt')).toContainText('nothing but read');
  await expect(editor.text).toHaveValue('Nothing happened.\n');
  await expect(editor.root.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expect(editor.root.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0);
  await editor.press('Take permission');
  await expect(editor.root.getByRole('alert')).toContainText('No persistable permission grants found for UID');
});

test('S46: a virtual document is grey where bytes are asked for, and read by its export elsewhere', async () => {
  await editor.press('Open a text');
  await editor.goTo('Mock cloud');
  await expect(editor.document('Welcome.txt')).toBeVisible();
  await expect(editor.document('Plan')).toHaveAttribute('aria-disabled', 'true');
  await robot.pressBack();
  await expect(editor.picker).toHaveCount(0);
  await editor.press('Open several');
  await editor.goTo('Mock cloud');
  await editor.document('Plan').click();
  const card = editor.card('Plan');
  await expect(card).toContainText('virtual');
  await expect(card).toContainText('Unknown');
  await expect(editor.text).not.toHaveValue('');
  await editor.expectCall('getStreamTypes', /application\/pdf.*text\/plain/);
  await editor.expectCall('openTypedAssetFileDescriptor', /fd \d+/);
  await editor.press('Open a text');
  await editor.goTo('Mock cloud');
  await editor.document('live.log').click();
  await expect(editor.card('live.log')).toContainText('SizeUnknown');
});

test('it can be read in the dark, from right to left, with letters of twice the size', async () => {
  const choose = (label: string, option: string) => device.page.getByLabel(label).selectOption({ label: option });
  await choose('Theme', 'Dark');
  await choose('Font size', '200 %');
  await choose('Layout direction', 'Right to left');
  const screen = robot.screen.locator('.device-screen');
  await expect(screen).toHaveAttribute('data-theme', 'dark');
  await expect(screen).toHaveAttribute('dir', 'rtl');
  await expect(screen).toHaveCSS('--font-scale', '2');
  const { violations } = await new AxeBuilder({ page: device.page }).include('.editor').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const overflow = () => editor.root.locator('.editor').evaluate((page) => page.scrollWidth - page.clientWidth);
  await expect.poll(overflow).toBeLessThanOrEqual(0);
});
