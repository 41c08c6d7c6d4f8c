// Folders of plug-ins, written for one test each, and a device that an app reaches over the host.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AndroidManifest, ProviderElement } from '../../contract/android/manifest.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import { startWebServer } from '../../main/hosts/webServer.ts';
import { connect } from '../../sdk/index.ts';
import { GALLERY, testSystem } from '../testSystem.ts';

export const AUTHORITY = 'com.example.plugin.documents';
export const PACKAGE = 'com.example.plugin';

/** The folder of the example provider. */
export const MYCLOUD = join(import.meta.dirname, '../../fixtures/plugins/mycloud');

export const ELEMENT: ProviderElement = {
  ...{ authority: AUTHORITY, name: 'PluginProvider', exported: true, grantUriPermissions: true },
  permission: 'android.permission.MANAGE_DOCUMENTS',
  intentActions: ['android.content.action.DOCUMENTS_PROVIDER'],
};

export function pluginManifest(change: Partial<ProviderElement> = {}): AndroidManifest {
  const app = { packageName: PACKAGE, label: 'Plug-in', targetSdk: 34, usesPermissions: [] };
  return { ...app, providers: [{ ...ELEMENT, ...change }] };
}

/** @param code of provider.ts. The folder is gone when the test has ended. */
export function pluginFolder(code: string, manifest: AndroidManifest = pluginManifest()): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-plugin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'provider.ts'), code);
  return folder;
}

/** A provider with one root and these methods beside those every one must have; `extra` stands in an object literal. */
export function providerCode(extra: string, before = ''): string {
  return `
import { DocumentsContract, MatrixCursor, Throwable } from 'scopebox';
const { Root, Document, MIME_TYPE_DIR } = DocumentsContract;
export const ROOT = { root_id: 'r', title: 'Plug-in', flags: Root.FLAG_SUPPORTS_IS_CHILD, document_id: 'top' };
export const row = (id, mimeType = 'text/plain', flags = 0) =>
  ({ document_id: id, mime_type: mimeType, _display_name: id, flags, last_modified: 1, _size: 3 });
const COLUMNS = Object.keys(row('x'));
const rows = (projection, ...all) => all.reduce((cursor, each) => cursor.addRow(each), new MatrixCursor(projection, COLUMNS));
const pipe = (text) => ({ size: null, read: async (at, length) => new TextEncoder().encode(text).slice(at, at + length),
  write: async () => {}, close: async () => {} });
${before}
export function createProvider(context) {
  return {
    queryRoots: async (projection) => new MatrixCursor(projection, Object.keys(ROOT)).addRow(ROOT),
    queryDocument: async (id, projection) => rows(projection, row(id, id === 'top' ? MIME_TYPE_DIR : 'text/plain')),
    queryChildDocuments: async (id, projection) => rows(projection, row('a.txt')),
    openDocument: async (id, mode, signal) => pipe('abc'),
    ${extra}
  };
}`;
}

/** A device with a plug-in, and an app that is handed URIs as by an activity's result. */
export async function withPlugin(folder: string) {
  const device = await testSystem({ photos: [], apps: [GALLERY] });
  const documents = device.converse<DocumentsApi>('documents');
  const loaded = await documents.loadPlugin(folder);
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: device.home });
  const { packageName } = GALLERY;
  const app = await connect({ url: server.origin, token: server.tokens.of(packageName), packageName });
  const grant = (uri: Uri, modeFlags: number) =>
    device.system.uriGrants.grant({ to: packageName, uri, modeFlags, owner: null, why: 'the test' });
  const state = async (authority: string = AUTHORITY) =>
    (await documents.providers()).find((provider) => provider.authority === authority);
  const close = async () => {
    app.close();
    await server.close();
    await device[Symbol.asyncDispose]();
  };
  return { device, documents, loaded, server, app, grant, state, [Symbol.asyncDispose]: close };
}
