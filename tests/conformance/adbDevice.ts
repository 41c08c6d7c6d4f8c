// A device as the fixture of a vector file has it: folders, files, packages, and rows that no scan has made.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { isSdkInt } from '../../contract/android/build.ts';
import { type AdbEndpoint, startAdb } from '../../main/hosts/adb.ts';
import type { AdbClient } from '../adb/adbClient.ts';
import { bootOn, type TestSystem } from '../testSystem.ts';
import type { AdbFixture, FixtureCell } from './adbVectors.ts';

const PRIMARY = '/storage/emulated/0/';

/** Changed by nobody since the scan: Android marks what a scan has seen. */
const SCANNED = 3;

export class AdbDevice {
  readonly port: number;
  readonly #root: string;
  readonly #test: TestSystem;
  readonly #endpoint: AdbEndpoint;

  private constructor(parts: Readonly<{ root: string; test: TestSystem; endpoint: AdbEndpoint }>) {
    this.#root = parts.root;
    this.#test = parts.test;
    this.#endpoint = parts.endpoint;
    this.port = parts.endpoint.port;
  }

  static async boot(fixture: AdbFixture, api: number, client: AdbClient): Promise<AdbDevice> {
    const { root, test } = await bootFixture(fixture, api);
    try {
      const { androidHome, serverPort } = client;
      const endpoint = await startAdb({ system: test.system, port: 0, auth: false, androidHome, serverPort });
      return new AdbDevice({ root, test, endpoint });
    } catch (error) {
      await test[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#endpoint.close();
    await this.#test[Symbol.asyncDispose]();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** @returns the device, and the folder of everything that is its own, which whoever boots it removes */
export async function bootFixture(
  fixture: AdbFixture,
  api: number,
): Promise<Readonly<{ root: string; test: TestSystem }>> {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-adb-device-'));
  const home = join(root, 'home');
  const folder = layFiles(fixture, root);
  layState(fixture, root, home);
  layPermissions(fixture, home);
  if (!isSdkInt(api)) throw new Error(`A vector asks for API ${api}, which no device has.`);
  const test = await bootOn(folder, home, { sdk: api, apps: [] });
  try {
    await test.indexed();
    // From here on nothing looks at what no vector touches: the rows need no files.
    await test.system.media.watching();
    await test.connect('com.android.shell').contentResolver.call('media', 'wait_for_idle', null, {});
    loadRows(fixture, join(home, 'media/external.db'));
    return { root, test };
  } catch (error) {
    await test[Symbol.asyncDispose]();
    throw error;
  }
}

/** @returns the folder of the built-in volume */
function layFiles({ dirs, files }: AdbFixture, root: string): string {
  const primary = join(root, 'storage/emulated/0');
  for (const directory of dirs) mkdirSync(join(primary, directory), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return primary;
}

function layState({ files, packages }: AdbFixture, root: string, home: string): void {
  mkdirSync(home, { recursive: true });
  const cards = new Set(Object.keys(files).flatMap((path) => (path.startsWith(PRIMARY) ? [] : [path.split('/')[2]])));
  const volumes = [...cards].map((fsUuid) => ({
    ...{ fsUuid, kind: 'sd', folder: join(root, 'storage', fsUuid ?? ''), presence: 'mounted', description: 'SD card' },
  }));
  writeFileSync(join(home, 'volumes.json'), JSON.stringify({ volumes }));
  const installed = packages.filter(({ system }) => system !== true);
  const known = installed.map(({ name, uid, requested, path, installer, ...given }) => {
    const { targetSdk, versionCode, versionName } = given;
    const usesPermissions = requested.map((permission) => ({ name: permission }));
    const manifest = { packageName: name, label: name, targetSdk, versionCode, versionName, usesPermissions };
    return [name, { uid, codePath: path, installer: installer ?? undefined, manifest }] as const;
  });
  const nextUid = 1 + Math.max(0, ...packages.map(({ uid }) => uid));
  writeFileSync(join(home, 'packages.json'), JSON.stringify({ nextUid, packages: Object.fromEntries(known) }));
}

/** Of the flags, those that follow from the permission itself are no state. */
function layPermissions({ packages, settings }: AdbFixture, home: string): void {
  const states = packages.map(({ name, runtime = {} }) => {
    const entries = Object.entries(runtime).map(([permission, { granted, flags }]) => {
      const names = FLAG_BITS.flatMap(([bit, flag]) => ((flags & bit) === 0 ? [] : [flag]));
      return [permission, { granted, flags: names }] as const;
    });
    return [name, Object.fromEntries(entries)] as const;
  });
  const saved = { version: 1, packages: Object.fromEntries(states) };
  writeFileSync(join(home, 'permissions.json'), JSON.stringify(saved));
  if (settings !== undefined) writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
}

const FLAG_BITS = [
  [0x1, 'USER_SET'],
  [0x2, 'USER_FIXED'],
  [0x10000, 'ONE_TIME'],
] as const;

function loadRows({ mediastore }: AdbFixture, path: string): void {
  const names = mediastore.columns.map((column) => column.split(' ', 1)[0] ?? '');
  const database = new Database(path);
  try {
    database.exec('DELETE FROM files');
    const places = names.map(() => '?').join(', ');
    const insert = database.prepare(
      `INSERT INTO files (${names.join(', ')}, _modifier) VALUES (${places}, ${SCANNED})`,
    );
    for (const row of mediastore.rows) insert.run(...row.map(cell));
    database.exec("UPDATE sqlite_sequence SET seq = (SELECT MAX(_id) FROM files) WHERE name = 'files'");
  } finally {
    database.close();
  }
}

function cell(value: FixtureCell): string | number | null | Buffer {
  return typeof value === 'object' && value !== null ? Buffer.from(value.blob, 'hex') : value;
}
