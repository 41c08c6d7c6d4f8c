// A whole device in a temporary folder: real files, real database, real media process, a manual clock, a scripted user.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MessageChannel as NodeMessageChannel } from 'node:worker_threads';
import sharp from 'sharp';
import { isSdkInt, type SdkInt } from '../contract/android/build.ts';
import { type AndroidManifest, PERMISSION_GRANTED, permission } from '../contract/android/manifest.ts';
import { imagesContentUri, pickerUri } from '../contract/android/mediaStore.ts';
import { parseId, type Uri } from '../contract/android/uri.ts';
import type { AppApi } from '../contract/rpc/appApi.ts';
import type { DialogAnswer, ShownDialog } from '../contract/rpc/systemUi.ts';
import { callAs } from '../main/activity/systemCaller.ts';
import type { LocalFile, OpenedFile } from '../main/content/contentProvider.ts';
import { hold } from '../main/hosts/conversations.ts';
import { forkExtractor } from '../main/hosts/forkExtractor.ts';
import { forkProvider } from '../main/hosts/forkProvider.ts';
import { hangUpPort, type MessagePortLike, servePort } from '../main/hosts/rpcServer.ts';
import { SYSTEM_PACKAGES } from '../main/packages/packageManager.ts';
import { type System, startSystem } from '../main/system.ts';
import { Context } from '../sdk/context.ts';
import type { Cursor } from '../sdk/cursor.ts';
import { type PhotoAccess, photoAccess } from '../sdk/photoAccess.ts';
import { connectPort, type Remote } from '../sdk/rpcClient.ts';
import { guardFolder } from './support/guardedFolder.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_EXTERNAL_STORAGE } = permission;

/** The three permissions of the developer guide. */
export const PHOTOS = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED];

export const GALLERY: AndroidManifest = {
  packageName: 'com.example.gallery',
  label: 'Gallery',
  targetSdk: 34,
  usesPermissions: [...PHOTOS.map((name) => ({ name })), { name: READ_EXTERNAL_STORAGE, maxSdkVersion: 32 }],
};

/** Targets 34 and does not declare READ_MEDIA_VISUAL_USER_SELECTED: compatibility mode. */
export const OLD_ALBUM: AndroidManifest = {
  packageName: 'com.example.oldalbum',
  label: 'Old Album',
  targetSdk: 34,
  usesPermissions: [{ name: READ_MEDIA_IMAGES }, { name: READ_MEDIA_VIDEO }],
};

/** Noon of 1 June 2024 UTC, milliseconds. */
export const NOW = Date.UTC(2024, 5, 1, 12);

export type TestSystemOptions = Readonly<{
  /** Pictures of the library, by path below it; each is a day older than the one before. */
  photos?: readonly string[];
  /** Any other files, by path and bytes. */
  files?: Readonly<Record<string, Uint8Array | string>>;
  sdk?: SdkInt;
  /** Where the device keeps its state, when it is not beside the folder; whoever made it removes it. */
  home?: string;
  apps?: readonly AndroidManifest[];
  /** Whether apps change the folder itself. */
  writeThrough?: boolean;
  /** Module the media process runs, below the project. */
  extractor?: string;
}>;

export const TEN_PHOTOS = Array.from(
  { length: 10 },
  (_, day) => `DCIM/Camera/IMG_202405${String(20 - day)}_120000.jpg`,
);

/** What the user does with the dialogs that come up, in order. A function sees the dialog first. */
export type ScriptedAnswer = DialogAnswer | ((dialog: ShownDialog) => DialogAnswer);

/** “Allow limited access”; the picker comes next. */
export const LIMITED: DialogAnswer = { button: 'ALLOW_SELECTED' };

/** Confirms the picker with exactly these items; with none it is “Allow none”. */
export const picks = (...ids: readonly number[]): DialogAnswer => ({ uris: ids.map((id) => pickerUri(id)) });

/** Adds to what the picker shows as selected. */
export const picksAlso =
  (...ids: readonly number[]): ScriptedAnswer =>
  (dialog) =>
    dialog.kind === 'photoPicker' ? picks(...dialog.ask.preGranted.map(parseId), ...ids) : null;

export class TestSystem {
  readonly system: System;
  readonly folder: string;
  readonly home: string;
  /** Every dialog that came up. */
  readonly shown: ShownDialog[] = [];
  readonly #answers: ScriptedAnswer[] = [];
  readonly #ports: NodeMessageChannel[] = [];
  readonly #guard: ReturnType<typeof guardFolder>;
  readonly #ownRoot: string | null;

  /** @param ownRoot a temporary folder that was made for this device alone: it is gone with it. Nothing else ever is. */
  constructor(system: System, folder: string, home: string, ownRoot: string | null = null) {
    this.system = system;
    this.folder = folder;
    this.home = home;
    this.#ownRoot = ownRoot;
    const isThrough = () => system.volumes.list().some((volume) => volume.folder === folder && volume.writeThrough);
    this.#guard = guardFolder(folder, () => system.work.current?.name === 'applying' || isThrough());
    system.screen.onChange(() => queueMicrotask(() => this.#answerNext()));
  }

  /** Lines up what the user will do. Dialogs beyond the list stay up. */
  user(...answers: readonly ScriptedAnswer[]): void {
    this.#answers.push(...answers);
    this.#answerNext();
  }

  /** An app's connection, as the client library has it. */
  connect(packageName: string): Context {
    const api = this.converse<AppApi>(`app/${packageName}`);
    return new Context(packageName, api, { base: `http://127.0.0.1/content/${packageName}` });
  }

  /** A conversation by its name, as a program that has its token holds it. */
  converse<T extends object>(name: string): Remote<T> {
    const channel = new NodeMessageChannel();
    this.#ports.push(channel);
    const hangUp = () => hangUpPort(channel.port1 as unknown as MessagePortLike);
    const held = hold(this.system, name, { tokenOf: () => 'token', hangUp, starts: false });
    if (held === null) throw new Error(`Nobody answers as ${name}.`);
    channel.port1.on('close', () => held.end());
    servePort(channel.port1 as unknown as MessagePortLike, held.conversation);
    return connectPort<T>(channel.port2 as unknown as MessagePort);
  }

  /** Brings an app to the front and connects to it. */
  launch(packageName: string): Context {
    this.system.processes.toFront(packageName);
    return this.connect(packageName);
  }

  /** Resolves when everything in the folder is indexed. */
  async indexed(): Promise<void> {
    const ready = () => this.system.volumes.list().every(({ state }) => state !== 'scanning');
    await until((changed) => this.system.onChange(changed), ready);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.system.close();
    using guard = this.#guard;
    for (const { port1, port2 } of this.#ports) {
      port1.close();
      port2.close();
    }
    if (this.#ownRoot !== null) rmSync(this.#ownRoot, { recursive: true, force: true });
    if (guard.breaches.length > 0) throw new Error(`The device changed its folder:\n${guard.breaches.join('\n')}`);
  }

  #answerNext(): void {
    const [dialog] = this.system.screen.dialogs();
    if (dialog === undefined) return;
    if (!this.shown.some(({ id }) => id === dialog.id)) this.shown.push(dialog);
    const answer = this.#answers.shift();
    if (answer === undefined) return;
    this.system.screen.answer(dialog.id, typeof answer === 'function' ? answer(dialog) : answer);
  }
}

/** Builds the folder, boots the device on it and waits until it is indexed. */
export async function testSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-test-'));
  const folder = join(root, 'photos');
  mkdirSync(folder);
  const { photos = TEN_PHOTOS, files = {} } = options;
  for (const [index, path] of photos.entries()) await writePhoto(join(folder, path), NOW - index * 86_400_000);
  for (const [path, bytes] of Object.entries(files)) writeInto(join(folder, path), bytes);
  const home = options.home ?? join(root, 'home');
  const test = new TestSystem(await start(folder, home, options), folder, home, root);
  await test.indexed();
  return test;
}

/** Boots a device on what is there: a second start on the same home is a restart of the program. Removes nothing. */
export async function bootOn(folder: string, home: string, options: TestSystemOptions = {}): Promise<TestSystem> {
  return new TestSystem(await start(folder, home, options), folder, home);
}

async function start(folder: string, home: string, options: TestSystemOptions): Promise<System> {
  const { sdk = 34, apps = [GALLERY, OLD_ALBUM], writeThrough = false } = options;
  const at = (path: string) => join(import.meta.dirname, '..', path);
  const spawnExtractor = forkExtractor(at(options.extractor ?? 'mediaextractor/index.ts'));
  const spawnProvider = forkProvider(at('main/hosts/providerProcess.ts'), at('sdk/index.ts'));
  const device = { home, folder, writeThrough, sdk, firstBootApps: apps, spawnExtractor };
  const system = await startSystem({ ...device, spawnProvider });
  system.setClock('manual');
  return system;
}

const drawn = new Map<number, Uint8Array>();

/** A small JPEG with an EXIF date in UTC. `taken`: milliseconds since 1970. */
export async function writePhoto(path: string, taken: number): Promise<void> {
  const bytes = drawn.get(taken) ?? (await drawPhoto(taken));
  drawn.set(taken, bytes);
  writeInto(path, bytes);
}

async function drawPhoto(taken: number): Promise<Uint8Array> {
  const [date = '', time = ''] = new Date(taken).toISOString().split(/[T.]/);
  const dateTime = `${date.replaceAll('-', ':')} ${time}`;
  return sharp({ create: { width: 64, height: 48, channels: 3, background: '#7a90c8' } })
    .withExif({ IFD2: { DateTimeOriginal: dateTime, OffsetTimeOriginal: '+00:00' } })
    .jpeg()
    .toBuffer();
}

export function writeInto(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

/** Waits for a state; never for a time. */
export async function until(subscribe: (changed: () => void) => Disposable, reached: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _subscription = subscribe(() => {
    if (reached()) resolve();
  });
  if (reached()) resolve();
  await promise;
}

/** All rows of a cursor as objects, and the cursor closed. */
export async function rowsOf(cursor: Cursor | null): Promise<readonly Readonly<Record<string, string | null>>[]> {
  if (cursor === null) throw new Error('The query answered null.');
  const rows: Record<string, string | null>[] = [];
  const names = cursor.getColumnNames();
  while (await cursor.moveToNext())
    rows.push(Object.fromEntries(names.map((name, index) => [name, cursor.getString(index)])));
  await cursor.close();
  return rows;
}

/** Ids of the images an app sees, ascending. */
export async function visibleImages(app: Context): Promise<readonly number[]> {
  const rows = await rowsOf(await app.contentResolver.query(imagesContentUri('external'), ['_id'], null));
  return rows.map(({ _id }) => Number(_id)).sort((a, b) => a - b);
}

const PICKER_MEDIA = 'content://media/picker_internal/media/local' as Uri;

/** Ids of what the photo picker offers, newest first, whatever any app may see. `mimeTypes`: its filter, none for all. */
export async function pickerIds(device: TestSystem, mimeTypes: readonly string[] = []): Promise<readonly number[]> {
  const picker = device.connect(SYSTEM_PACKAGES.photoPicker);
  const rows = await rowsOf(await picker.contentResolver.query(PICKER_MEDIA, null, { mime_types: mimeTypes }));
  picker.close();
  return rows.map(({ id }) => Number(id));
}

/** openFileDescriptor(uri, "r") of an app that runs; its bytes travel over a host, which is not there. */
export async function openFile({ system }: TestSystem, packageName: string, uri: Uri): Promise<LocalFile> {
  return onThisComputer(
    await system.resolver.openFile(callAs(system, packageName, new AbortController().signal), uri, 'r'),
  );
}

/** What was opened, where it must be a file on this computer. */
export function onThisComputer(file: OpenedFile): LocalFile {
  if ('channel' in file) throw new Error('This is no file of this computer.');
  return file;
}

/** What the developer guide's check tells an app, from nothing but what the app itself can ask. */
export async function checkedAccess(app: Context): Promise<PhotoAccess> {
  const sdk = await app.getSdkInt();
  const asked = [...PHOTOS, READ_EXTERNAL_STORAGE];
  const results = await Promise.all(asked.map((name) => app.checkSelfPermission(name)));
  const granted = asked.filter((_, index) => results[index] === PERMISSION_GRANTED);
  return isSdkInt(sdk) ? photoAccess(sdk, granted) : 'denied';
}
