// What users reported of documents, from the tap to what the app gets: a folder that was recreated, an old tail, a
// virtual file, a provider that is not in the picker, and the five states of one that cannot.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  buildChildDocumentsUriUsingTree,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildTreeDocumentUri,
  EXTERNAL_STORAGE_AUTHORITY,
} from '../../contract/android/documentsContract.ts';
import {
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  CATEGORY_OPENABLE,
  EXTRA_LOCAL_ONLY,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { DocumentsContract } from '../../sdk/documentsContract.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { PickerStage, pickedUri } from './pickerStage.ts';

test.skip(chromiumIsMissing(), howToGetChromium);
test.describe.configure({ mode: 'serial' });

const BOTH = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const OPEN_ANY = { action: ACTION_OPEN_DOCUMENT, type: '*/*' };
const TREE = { action: ACTION_OPEN_DOCUMENT_TREE };
const NOT_GRANTED = { name: 'SecurityException' };
const ON_CARD = (path: string) => buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:${path}`);

let workplace: TemporaryFolder;
let stage: PickerStage;

test.beforeAll(async ({ browser }) => {
  workplace = await temporaryFolder('documents');
  const folder = join(workplace.path, 'library');
  mkdirSync(join(folder, 'Documents/maps'), { recursive: true });
  writeFileSync(join(folder, 'Documents/maps/city.map'), 'streets');
  writeFileSync(join(folder, 'Documents/backup.bin'), 'x'.repeat(100));
  cpSync(join(import.meta.dirname, '../../fixtures/library/Pictures'), join(folder, 'Pictures'), { recursive: true });
  stage = await PickerStage.open({ folder, home: join(workplace.path, 'home'), browser });
  await stage.robot.tester.expectScanned();
});

test.afterEach(async () => {
  await stage?.setFaults();
  await stage?.leave();
});

test.afterAll(async () => {
  await stage?.close();
  await workplace?.[Symbol.asyncDispose]();
});

async function pickTree(root: string, ...folders: readonly string[]): Promise<Uri> {
  const asked = await stage.ask(TREE);
  await stage.goTo(root, ...folders);
  await stage.press('Use this folder');
  await stage.robot.screen.getByRole('button', { name: 'Allow', exact: true }).click();
  return pickedUri(asked);
}

test('S42: a folder that was deleted and made again is not the folder that was granted', async () => {
  const { contentResolver } = await stage.app();
  const tree = await pickTree('Internal storage', 'Documents', 'maps');
  expect(tree).toBe(buildTreeDocumentUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:Documents/maps'));
  await contentResolver.takePersistableUriPermission(tree, BOTH);
  const children = buildChildDocumentsUriUsingTree(tree, 'primary:Documents/maps');
  expect((await contentResolver.query(children, null, null))?.getCount()).toBe(1);

  const top = buildDocumentUriUsingTree(tree, 'primary:Documents/maps');
  await DocumentsContract.deleteDocument(contentResolver, top);
  // The user makes the folder again, in the picker of a tree that is then not given.
  const asked = await stage.ask(TREE);
  await stage.goTo('Internal storage', 'Documents');
  await stage.press('More options');
  await stage.picker.getByRole('menuitem', { name: 'New folder' }).click();
  await expect(stage.robot.screen.getByRole('textbox', { name: 'Folder name' })).toBeFocused();
  await stage.page.keyboard.type('maps');
  await stage.page.keyboard.press('Enter');
  await expect(stage.picker.getByText('No items')).toBeVisible();
  await stage.leave();
  await asked.result;
  await expect(contentResolver.query(children, null, null)).rejects.toMatchObject(NOT_GRANTED);

  expect(await pickTree('Internal storage', 'Documents', 'maps')).toBe(tree);
  expect((await contentResolver.query(children, null, null))?.getCount()).toBe(0);
  await contentResolver.takePersistableUriPermission(tree, BOTH);
  expect((await contentResolver.getPersistedUriPermissions()).map(({ uri }) => uri)).toEqual([tree]);
  await contentResolver.releasePersistableUriPermission(tree, BOTH);
});

test('S42: releasing what was taken of a provider that has gone throws', async () => {
  const { contentResolver } = await stage.app();
  await stage.documents.loadPlugin(join(import.meta.dirname, '../../fixtures/plugins/mycloud'));
  const asked = await stage.ask(OPEN_ANY);
  await stage.goTo('MyCloud');
  await stage.document('notes.txt').click();
  const uri = await pickedUri(asked);
  await contentResolver.takePersistableUriPermission(uri, FLAG_GRANT_READ_URI_PERMISSION);
  await stage.documents.unloadPlugin('com.example.mycloud.documents');
  await expect(
    contentResolver.releasePersistableUriPermission(uri, FLAG_GRANT_READ_URI_PERMISSION),
  ).rejects.toMatchObject(NOT_GRANTED);
});

test('S45: 40 bytes over 100 are 100 with "w", and 40 with "wt"', async () => {
  const { contentResolver } = await stage.app();
  const asked = await stage.ask(OPEN_ANY);
  await stage.goTo('Internal storage', 'Documents');
  await stage.document('backup.bin').click();
  const uri = await pickedUri(asked);
  expect(uri).toBe(ON_CARD('Documents/backup.bin'));
  for (const [mode, text] of [
    ['w', `${'y'.repeat(40)}${'x'.repeat(60)}`],
    ['wt', 'y'.repeat(40)],
  ] as const) {
    const file = await contentResolver.openFileDescriptor(uri, mode);
    await file.write(0, new TextEncoder().encode('y'.repeat(40)));
    await file.close();
    expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe(text);
  }
});

test('S46: a virtual document is grey for who wants bytes; who takes it anyway has it as a PDF', async () => {
  const { contentResolver } = await stage.app();
  const openable = await stage.ask({ ...OPEN_ANY, categories: [CATEGORY_OPENABLE] });
  await stage.goTo('Mock cloud');
  await expect(stage.document('Plan')).toHaveAttribute('aria-disabled', 'true');
  await stage.document('Plan').click({ force: true });
  await expect(stage.picker).toBeVisible();
  await stage.leave();
  expect((await openable.result).data).toBeNull();

  const asked = await stage.ask(OPEN_ANY);
  await stage.goTo('Mock cloud');
  await stage.document('Plan').click();
  const uri = await pickedUri(asked);
  await expect(contentResolver.openInputStream(uri)).rejects.toMatchObject({ name: 'FileNotFoundException' });
  expect(await contentResolver.getStreamTypes(uri, '*/*')).toEqual(['application/pdf', 'text/plain']);
  const pdf = await contentResolver.openTypedAssetFileDescriptor(uri, 'application/pdf', null);
  expect(await new Response(pdf.createInputStream()).text()).toMatch(/^%PDF-1\.4/);
});

test('S48: the drawer of the tree picker says why a provider is not in it', async () => {
  await stage.tester.launch('com.example.filesapp');
  await expect(stage.robot.screen.getByRole('region', { name: 'My files', exact: true })).toBeVisible();
  const reasons = async (intent: Parameters<PickerStage['ask']>[0]) => {
    await stage.ask(intent);
    const drawer = await stage.openDrawer();
    await drawer.getByRole('button', { name: /Not shown here/ }).click();
    return drawer.locator('.docs-hidden-roots li');
  };
  const inTree = await reasons(TREE);
  await expect(inTree.filter({ hasText: 'My files' })).toContainText('FLAG_SUPPORTS_IS_CHILD');
  await expect(inTree.filter({ hasText: 'Recent' })).toContainText('Recent is no place');
  await expect(stage.picker.locator('.docs-roots')).not.toContainText('My files');
  await expect(stage.picker.locator('.docs-roots')).toContainText('Mock cloud');
  await stage.leave();
  const local = await reasons({ ...OPEN_ANY, extras: { [EXTRA_LOCAL_ONLY]: true } });
  await expect(local.filter({ hasText: 'Mock cloud' })).toContainText('EXTRA_LOCAL_ONLY');
  await expect(stage.picker.locator('.docs-roots')).not.toContainText('Mock cloud');
  await stage.leave();
  const audio = await reasons({ ...OPEN_ANY, type: 'audio/*' });
  await expect(audio.filter({ hasText: 'Images' })).toContainText('have nothing in common');
  await expect(audio.filter({ hasText: /^Audio/ })).toContainText('FLAG_EMPTY');
});

test('S53: throws', async () => {
  await stage.setFaults({ kind: 'fail', operations: ['children'] });
  const { result } = await stage.ask(OPEN_ANY);
  await stage.goTo('Mock cloud');
  await expect(stage.picker.getByRole('alert')).toContainText('Can’t load content at the moment');
  await expect(stage.picker.getByRole('alert')).toContainText('The cloud did not answer as it should.');
  await stage.leave();
  expect(await result).toMatchObject({ resultCode: 0, data: null });
});

test('S53: answers a null cursor', async () => {
  await stage.setFaults({ kind: 'null-cursor', operations: ['children'] });
  await stage.ask(OPEN_ANY);
  await stage.goTo('Mock cloud');
  await expect(stage.picker.getByRole('alert')).toContainText('Can’t load content at the moment');
  await expect(stage.picker.getByRole('alert')).toContainText('null');
});

test('S53: hangs, and everything else goes on', async () => {
  await stage.setFaults({ kind: 'hang', operations: ['children'] });
  const { result } = await stage.ask(OPEN_ANY);
  await stage.goTo('Mock cloud');
  await expect(stage.picker.getByRole('progressbar', { name: 'Loading' })).toBeVisible();
  await expect(stage.picker.locator('.docs-empty')).toHaveCount(0);
  await stage.goTo('Internal storage', 'Documents');
  await stage.document('backup.bin').click();
  expect((await result).data?.data).toBe(ON_CARD('Documents/backup.bin'));
});

test('S53: answers EXTRA_ERROR, and is asked again when the user comes back', async () => {
  await stage.setFaults({ kind: 'error-extra', operations: ['children'] });
  const asked = await stage.ask(OPEN_ANY);
  await stage.goTo('Mock cloud');
  const card = stage.picker.locator('.docs-card[data-kind="error"]');
  await expect(card).toContainText('The cloud did not answer as it should.');
  await expect(stage.picker.getByText('No items')).toBeVisible();
  await card.getByRole('button', { name: 'OK' }).click();
  await expect(card).toHaveCount(0);
  await stage.setFaults();
  await stage.goTo('Internal storage');
  await stage.goTo('Mock cloud');
  await stage.document('Welcome.txt').click();
  const { contentResolver } = await stage.app();
  const stream = await contentResolver.openInputStream(await pickedUri(asked));
  expect(await new Response(stream).text()).toContain('Nothing leaves this computer.');
});

test('S53: signed out while it is on screen, its root goes and the picker is elsewhere', async () => {
  await stage.ask(OPEN_ANY);
  await stage.goTo('Mock cloud');
  await expect(stage.document('Welcome.txt')).toBeVisible();
  await stage.documents.cloudSignOut('ada@example.com');
  await expect(stage.document('Welcome.txt')).toHaveCount(0);
  const drawer = await stage.openDrawer();
  await expect(drawer.locator('.docs-root', { hasText: 'Mock cloud' })).toHaveCount(0);
  await drawer.getByRole('button', { name: /Not shown here/ }).click();
  await expect(drawer.locator('.docs-hidden-roots')).toContainText('The provider has no roots now.');
  await stage.documents.cloudSignIn('ada@example.com');
  await expect(drawer.locator('.docs-root', { hasText: 'Mock cloud' })).toHaveCount(1);
});
