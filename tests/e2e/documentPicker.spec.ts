// The document picker on a device that runs, in a real browser: what is chosen is what the app gets, once, whatever
// happens to the app or to the stick meanwhile.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  buildDocumentUri,
  buildTreeDocumentUri,
  EXTERNAL_STORAGE_AUTHORITY,
} from '../../contract/android/documentsContract.ts';
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  CATEGORY_OPENABLE,
  EXTRA_TITLE,
  RESULT_CANCELED,
} from '../../contract/android/intent.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { EDITOR, PickerStage, pickedUri } from './pickerStage.ts';

test.skip(chromiumIsMissing(), howToGetChromium);
test.describe.configure({ mode: 'serial' });

const OPEN_ANY = { action: ACTION_OPEN_DOCUMENT, type: '*/*' };
const TREE = { action: ACTION_OPEN_DOCUMENT_TREE };
const CREATE = { action: ACTION_CREATE_DOCUMENT, type: 'text/plain', extras: { [EXTRA_TITLE]: 'letter.txt' } };
const GET = { action: ACTION_GET_CONTENT, type: '*/*', categories: [CATEGORY_OPENABLE] };
const ON_CARD = (path: string) => buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:${path}`);

let workplace: TemporaryFolder;
let folder: string;
let stage: PickerStage;

test.beforeAll(async ({ browser }) => {
  workplace = await temporaryFolder('documents');
  folder = join(workplace.path, 'library');
  mkdirSync(join(folder, 'Documents'), { recursive: true });
  cpSync(join(import.meta.dirname, '../../fixtures/library/Pictures'), join(folder, 'Pictures'), { recursive: true });
  writeFileSync(join(folder, 'Documents/note.txt'), 'A note.');
  stage = await PickerStage.open({ folder, home: join(workplace.path, 'home'), browser });
});

test.afterEach(() => stage?.leave());

test.afterAll(async () => {
  await stage?.close();
  await workplace?.[Symbol.asyncDispose]();
});

const allow = () => stage.robot.screen.getByRole('button', { name: 'Allow', exact: true });

test('a blocked folder cannot be given; another is, once it is confirmed, and once only', async () => {
  const asked = await stage.ask(TREE);
  const use = stage.picker.getByRole('button', { name: 'Use this folder' });
  await expect(use).toHaveAttribute('aria-disabled', 'true');
  await expect(stage.picker.getByRole('heading', { name: 'Can’t use this folder' })).toBeVisible();
  await use.click({ force: true });
  await expect(stage.picker.locator('.snackbar')).toHaveText('To protect your privacy, choose another folder');
  await stage.document('Documents').click();
  await expect(use).toHaveAttribute('aria-disabled', 'false');
  await use.click();
  const question = stage.robot.screen.getByRole('alertdialog', {
    name: 'Allow Editor to access files in Documents?',
  });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await use.click();
  await allow().dblclick();
  expect(await pickedUri(asked)).toBe(buildTreeDocumentUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:Documents'));
  await expect(stage.picker).toHaveCount(0);
  // The second press of "Allow" answered nothing else: the next question is asked and waits.
  const next = await stage.ask(OPEN_ANY);
  await expect(stage.picker).toBeVisible();
  await stage.leave();
  expect((await next.result).resultCode).toBe(RESULT_CANCELED);
});

test('a document is made where the picker is, and made once however often Save is pressed', async () => {
  const { contentResolver } = await stage.app();
  const asked = await stage.ask(CREATE);
  await stage.goTo('Internal storage', 'Documents');
  await stage.picker.getByRole('button', { name: 'Save', exact: true }).dblclick();
  const uri = await pickedUri(asked);
  expect(uri).toBe(ON_CARD('Documents/letter.txt'));
  const file = await contentResolver.openFileDescriptor(uri, 'w');
  await file.write(0, new TextEncoder().encode('Dear all'));
  await file.close();
  expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe('Dear all');
});

test('a file that is there is asked about, and is what the app gets, as it is', async () => {
  const { contentResolver } = await stage.app();
  const asked = await stage.ask(CREATE);
  await stage.goTo('Internal storage', 'Documents');
  await stage.document('letter.txt').click();
  await stage.press('Save');
  const question = stage.robot.screen.getByRole('alertdialog', { name: 'Overwrite letter.txt?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await stage.press('Save');
  await question.getByRole('button', { name: 'OK' }).dblclick();
  const uri = await pickedUri(asked);
  expect(uri).toBe(ON_CARD('Documents/letter.txt'));
  expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe('Dear all');
  expect(readFileSync(join(folder, 'Documents/note.txt'), 'utf8')).toBe('A note.');
});

test('a name that is taken and was typed is another document', async () => {
  const asked = await stage.ask(CREATE);
  await stage.goTo('Internal storage', 'Documents');
  await expect(stage.document('letter.txt')).toBeVisible();
  await stage.picker.getByRole('textbox', { name: 'File name' }).fill('note.txt');
  await stage.press('Save');
  expect(await pickedUri(asked)).toBe(ON_CARD('Documents/note (1).txt'));
});

test('GET_CONTENT goes to another app, which answers with a document of its own', async () => {
  const { contentResolver } = await stage.app();
  await stage.tester.launch('com.example.filesapp');
  const files = stage.robot.screen.getByRole('region', { name: 'My files', exact: true });
  await expect(files).toBeVisible();
  const asked = await stage.ask(GET);
  await stage.goTo('Recent');
  await expect(stage.picker.getByText('Browse files in other apps')).toBeVisible();
  const drawer = await stage.openDrawer();
  await drawer.getByRole('button', { name: 'Open My files' }).click();
  await expect(files.getByRole('status')).toHaveText(`For ${EDITOR}, of type */*`);
  await files.getByRole('button', { name: /Shopping list/ }).click();
  const uri = await pickedUri(asked);
  expect(uri).toBe(buildDocumentUri('com.example.filesapp.documents', 'shopping'));
  expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe('Bread\nMilk\nTea\n');
});

test('GET_CONTENT: "Browse" of the photo picker comes to this picker, and the answer to the app', async () => {
  const asked = await browse();
  await stage.goTo('Internal storage', 'Pictures', 'Holidays');
  const picture = stage.picker.getByRole('gridcell').and(stage.picker.locator('[data-id$=".jpg"]')).first();
  const id = (await picture.getAttribute('data-id')) ?? '';
  await stage.picker.locator(`[data-id="${id}"]`).click();
  expect(await pickedUri(asked)).toBe(buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, id));
});

async function browse() {
  const app = await stage.app();
  await stage.tester.launch(EDITOR);
  const result = app.startActivityForResult({ action: ACTION_GET_CONTENT, type: 'image/*' }, 7);
  const sheet = stage.robot.photoPicker.root;
  await sheet.getByRole('button', { name: 'More options' }).click();
  await stage.robot.screen.getByRole('menuitem', { name: /Browse/ }).click();
  await expect(stage.picker).toBeVisible();
  return { result };
}

test('pictures of what can be picked are there', async () => {
  const failed: string[] = [];
  const onResponse = (response: { url(): string; status(): number }) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  };
  stage.page.on('response', onResponse);
  await stage.ask({ ...OPEN_ANY, type: 'image/*' });
  await stage.goTo('Internal storage', 'Pictures', 'Holidays');
  const widths = () =>
    stage.picker
      .locator('.docs-item img')
      .evaluateAll((all) => all.map((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)));
  await expect.poll(async () => (await widths()).filter((width) => width > 0).length).toBeGreaterThan(2);
  await expect.poll(async () => (await widths()).filter((width) => width === 0).length).toBe(0);
  stage.page.off('response', onResponse);
  expect(failed).toEqual([]);
});

test('a stick that is pulled while it is on screen is left, and its documents are not to be had', async () => {
  const stick = join(workplace.path, 'stick');
  mkdirSync(stick);
  writeFileSync(join(stick, 'song.txt'), 'la');
  const { id } = await stage.tester.mountVolume({ folder: stick, kind: 'usb', description: 'Stick' });
  const asked = await stage.ask(OPEN_ANY);
  await stage.goTo('Stick');
  await expect(stage.document('song.txt')).toBeVisible();
  await stage.tester.removeVolume(id);
  await expect(stage.document('song.txt')).toHaveCount(0);
  const drawer = await stage.openDrawer();
  await expect(drawer.locator('.docs-root', { hasText: 'Stick' })).toHaveCount(0);
  await drawer.locator('.docs-root-button', { hasText: 'Internal storage' }).click();
  await stage.document('Documents').click();
  await stage.document('letter.txt').click();
  expect(await pickedUri(asked)).toBe(ON_CARD('Documents/letter.txt'));
});

test('an app that is killed while its picker is open takes it along, and asks anew', async () => {
  const asked = await stage.ask(OPEN_ANY);
  const { closed } = await stage.app();
  await stage.tester.setProcessState(EDITOR, 'STOPPED');
  await closed;
  await expect(asked.result).rejects.toThrow();
  await expect(stage.picker).toHaveCount(0);
  stage.forgetApp();
  const again = await stage.ask(OPEN_ANY);
  await stage.goTo('Internal storage', 'Documents');
  await stage.document('letter.txt').click();
  expect(await pickedUri(again)).toBe(ON_CARD('Documents/letter.txt'));
});
