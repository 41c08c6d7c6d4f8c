// The program killed while it saves or restores a snapshot: the device is as it was or as it is wanted, never in between.
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootOn, type TestSystem } from '../testSystem.ts';
import { temporary, writeLibrary } from './faultFolders.ts';
import { folderState } from './folderState.ts';
import { shownBy } from './indexState.ts';
import { randomFrom } from './killedStates.ts';
import type { Moment } from './ownDeath.ts';

const ROUNDS = Number(process.env.SCOPEBOX_ROUNDS ?? 4);
const FIRST_SEED = Number(process.env.SCOPEBOX_SEED ?? 20_240_601);
const COUNT = 20;

const root = temporary();
const [folder, template] = [join(root.path, 'photos'), join(root.path, 'home')];
let before: readonly string[] = [];

type Shown = Readonly<Record<string, string>>;
/** What the volume showed when the first snapshot was saved, and what it shows now. */
const states: { saved: Shown; later: Shown } = { saved: {}, later: {} };

/** Every file of the volume with its bytes, and that the rows are those of the files. */
async function stateOf(device: TestSystem): Promise<Shown> {
  const [volume] = device.system.volumes.all();
  if (volume === undefined) throw new Error('Nothing is mounted.');
  const shown = await shownBy(volume);
  const asked = { packageName: null, collection: 'files', search: '', hiddenOnly: false } as const;
  const { rows } = device.system.media.inspection.rows({ ...asked, before: null, downTo: null, limit: 1_000 });
  const paths = rows.map(({ data }) => data.slice(volume.path.length + 1));
  expect(paths.sort()).toEqual(shown.map(({ path }) => path).sort());
  const files = shown.filter(({ isDirectory }) => !isDirectory);
  return Object.fromEntries(
    files.map(({ path }) => [path, readFileSync(volume.files.resolve(path) ?? '').toString('latin1')]),
  );
}

async function write({ system }: TestSystem, path: string, text: string): Promise<void> {
  const [volume] = system.volumes.all();
  appendFileSync((await volume?.files.openForWriting(path, { truncate: false })) ?? '', text);
}

beforeAll(async () => {
  writeLibrary(folder, COUNT);
  before = folderState(folder);
  await using device = await bootOn(folder, template);
  await device.indexed();
  const rescan = async () => {
    device.system.media.scanAll();
    await device.indexed();
  };
  await write(device, 'DCIM/day1/1.jpg', 'saved');
  await write(device, 'Pictures/new.txt', 'saved');
  device.system.volumes.all()[0]?.files.deleteFile('DCIM/day2/2.jpg');
  await rescan();
  states.saved = await stateOf(device);
  await device.system.snapshots.save('first');
  await write(device, 'DCIM/day1/1.jpg', 'later');
  await write(device, 'Pictures/later.txt', 'later');
  device.system.volumes.all()[0]?.files.deleteFile('Pictures/new.txt');
  await rescan();
  states.later = await stateOf(device);
});

afterAll(() => root[Symbol.dispose]());

async function ended(home: string, kind: string, moment: Moment): Promise<unknown> {
  const args = [join(import.meta.dirname, 'snapshotLoop.ts'), folder, home, JSON.stringify({ kind, moment })];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

const CASES = (['save', 'restore'] as const).flatMap((kind) =>
  Array.from({ length: ROUNDS }, (_, round) => [kind, FIRST_SEED + round] as const),
);

test.for(CASES)('killed in the middle of %s, seed %i', { timeout: 60_000 }, async ([kind, seed]) => {
  using place = temporary();
  const home = join(place.path, 'home');
  cpSync(template, home, { recursive: true });
  const random = randomFrom(seed * 7);
  const moment: Moment =
    seed % 4 === 0
      ? { kind: 'turn', count: Math.floor(random() * 80) }
      : { kind: 'change', count: Math.floor(random() * (kind === 'save' ? 40 : 110)) };
  // It ends by itself only when it was quicker.
  expect([0, 'SIGKILL']).toContain(await ended(home, kind, moment));
  expect(folderState(folder)).toEqual(before);
  await using device = await bootOn(folder, home);
  await device.indexed();
  const { snapshots } = device.system;
  const found = await stateOf(device);
  expect([states.later, ...(kind === 'restore' ? [states.saved] : [])]).toContainEqual(found);
  const names = snapshots.list().map(({ name }) => name);
  expect(names.toSorted()).toEqual(names.length === 1 ? ['first'] : ['first', 'second']);
  if (names.includes('second')) expectWhole(join(home, 'snapshots/second'));
  await snapshots.save('third');
  expectWhole(join(home, 'snapshots/third'));
  expect(existsSync(join(home, 'snapshots/.saving'))).toBe(false);
  expect(folderState(folder)).toEqual(before);
});

/** Its database is sound and knows the files of its layer. */
function expectWhole(snapshot: string): void {
  using database = opened(join(snapshot, 'state/media/external.db'));
  expect(database.value.pragma('integrity_check', { simple: true })).toBe('ok');
  const later = database.value.prepare("SELECT COUNT(*) FROM files WHERE _display_name = 'later.txt'").pluck().get();
  expect(later).toBe(Number(existsSync(join(snapshot, 'state/volumes/primary/files/Pictures/later.txt'))));
}

function opened(path: string): Disposable & Readonly<{ value: Database.Database }> {
  const value = new Database(path, { readonly: true });
  return { value, [Symbol.dispose]: () => void value.close() };
}
