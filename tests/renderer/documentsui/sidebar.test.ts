import { expect, test } from 'vitest';
import { Root } from '../../../contract/android/documentsContract.ts';
import { appsRowItems, isAppsRowVisible } from '../../../renderer/documentsui/appsRow.ts';
import { RECENTS_ROOT, rootInfoFromRow, rootSummary, splitMimeTypes } from '../../../renderer/documentsui/rootInfo.ts';
import { isDrawerLocked, type SidebarRow, sidebarRows, thirdGroup } from '../../../renderer/documentsui/sidebar.ts';
import { root } from './documents.ts';

const cloud = (title: string, summary: string | null = null) =>
  root({ title, summary, packageName: 'com.cloud', rootId: `${title}${summary}` });
const activity = (packageName: string, label: string) => ({ packageName, label, name: 'Main' });
const told = (row: SidebarRow) =>
  row.kind === 'spacer' ? '---' : `${row.kind}: ${row.kind === 'app' ? row.activity.label : row.root.title}`;

test('an app whose provider is there is one entry with it, and others stand among the roots by title', () => {
  const roots = [RECENTS_ROOT, cloud('Zebra'), root({ title: 'Boxes', packageName: 'com.boxes' })];
  const rows = sidebarRows({ roots, activities: [activity('com.cloud', 'Cloud app'), activity('com.music', 'Music')] });
  expect(rows.map(told)).toEqual(['root: Recent', '---', 'root: Boxes', 'app: Music', 'rootAndApp: Zebra']);
});

test('with one title the app stands before the root, and a preferred package before all', () => {
  const items = thirdGroup({
    roots: [cloud('Same'), root({ title: 'Zulu', packageName: 'com.android.shell.docs' })],
    activities: [activity('com.same', 'Same')],
  });
  expect(items.map(told)).toEqual(['root: Zulu', 'app: Same', 'root: Same']);
});

test('Documents of Android 10 is not shown; a drawer with one entry is locked', () => {
  const home = root({ authority: 'com.android.externalstorage.documents', rootId: 'home', title: 'Documents' });
  const rows = sidebarRows({ roots: [home, cloud('Cloud')], activities: null });
  expect(rows.map(told)).toEqual(['root: Cloud']);
  expect(isDrawerLocked(rows)).toBe(true);
});

test('a summary is what the provider says, else what is free', () => {
  const bytes = (size: number) => `${size} B`;
  expect(rootSummary(root({ summary: 'amy@example.com', availableBytes: 5 }), bytes)).toBe('amy@example.com');
  expect(rootSummary(root({ summary: '', availableBytes: 5 }), bytes)).toBe('5 B free');
  expect(rootSummary(root({ availableBytes: 0 }), bytes)).toBe('0 B free');
  expect(rootSummary(root(), bytes)).toBeNull();
});

test('the apps row tells accounts apart only where one package has several', () => {
  const items = thirdGroup({ roots: [cloud('Cloud', 'amy'), cloud('Cloud', 'zoe')], activities: null });
  expect(appsRowItems(items).map(({ summary }) => summary)).toEqual(['amy', 'zoe']);
  expect(appsRowItems(items.slice(0, 1)).map(({ summary }) => summary)).toEqual([null]);
  expect(isAppsRowVisible('CREATE', true, 3)).toBe(false);
});

test('a row without title, flags and types is a root all the same', () => {
  const values: Readonly<Record<string, string | number | null>> = { root_id: 'r', title: null };
  const names = Object.keys(values);
  const info = rootInfoFromRow('com.example.docs', 'com.example', {
    getColumnIndex: (name) => names.indexOf(name),
    isNull: (index) => values[names[index] ?? ''] === null,
    getString: (index) => values[names[index] ?? '']?.toString() ?? null,
    getLong: (index) => Number(values[names[index] ?? '']),
  });
  expect(info).toMatchObject({ title: '', flags: 0, mimeTypes: null, availableBytes: -1, derivedType: 'OTHER' });
  expect(info.flags & Root.FLAG_SUPPORTS_CREATE).toBe(0);
});

test.each([
  ['image/*\n', ['image/*']],
  ['\n', []],
  ['\nimage/*', ['', 'image/*']],
])('the column %j is split as Java does', (column, types) => {
  expect(splitMimeTypes(column)).toEqual(types);
});
