// What a started device has, row by row and file by file, beside what its apps had done.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import Database from 'better-sqlite3';
import type { Volume } from '../../main/device/volumes.ts';
import type { TestSystem } from '../testSystem.ts';
import {
  type Done,
  directoryOf,
  type Item,
  isPartly,
  type Lane,
  type Model,
  PACKAGES,
  type Step,
  stemOf,
  wholeBytes,
} from './mediaWriteModel.ts';

/** What the loop begins with: the photos of the folder, and which of them are selected for the limited app. */
export type LoopStart = Readonly<{
  first: readonly (readonly [id: number, place: string])[];
  selected: readonly number[];
}>;
/** What the loop tells: its start, each operation begun, and each that has ended. */
export type LoopLine = LoopStart | Readonly<{ number: number } & ({ step: Step } | { done: Done })>;

/** A row of files that is no directory. */
export type FoundRow = Readonly<{
  _id: number;
  _data: string;
  _size: number | null;
  is_pending: number;
  is_trashed: number;
  is_favorite: number;
  owner_package_name: string | null;
  granted: number;
}>;

export type Found = Readonly<{
  rows: readonly FoundRow[];
  /** Every file of the volume, by path of the device. */
  files: ReadonlyMap<string, Buffer>;
  directories: readonly string[];
  directoryRows: readonly string[];
  moves: readonly unknown[];
}>;

const DIRECTORY = 0x3001;

const ROWS = `SELECT _id, _data, _size, is_pending, is_trashed, is_favorite, owner_package_name,
  EXISTS (SELECT 1 FROM media_grants WHERE file_id = _id AND media_grants.owner_package_name = ?) AS granted
  FROM files WHERE format IS NOT ${DIRECTORY} ORDER BY _id`;

/** Reads all of it, past the provider. */
export async function foundIn({ system, home }: TestSystem): Promise<Found> {
  const [volume] = system.volumes.all();
  if (volume === undefined) throw new Error('No volume is mounted.');
  using database = opened(home);
  const rows = database.prepare(ROWS).all(PACKAGES.limited) as FoundRow[];
  const directoryRows = database.prepare(`SELECT _data FROM files WHERE format = ${DIRECTORY} ORDER BY _data`);
  const files = new Map<string, Buffer>();
  const directories: string[] = [];
  await walk(volume, '', { files, directories });
  return {
    ...{ rows, files, directories: directories.sort() },
    directoryRows: (directoryRows.pluck().all() as string[]).sort(),
    moves: database.prepare('SELECT * FROM moves').all(),
  };
}

function opened(home: string): Database.Database & Disposable {
  const database = new Database(join(home, 'media/external.db'), { readonly: true });
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
}

async function walk(
  volume: Volume,
  directory: string,
  found: Readonly<{ files: Map<string, Buffer>; directories: string[] }>,
): Promise<void> {
  const { entries } = await volume.files.readdir(directory);
  for (const { name, isDirectory, realPath } of entries) {
    const relative = posix.join(directory, name);
    const path = `${volume.path}/${relative}`;
    if (isDirectory) {
      found.directories.push(path);
      await walk(volume, relative, found);
    } else found.files.set(path, readFileSync(realPath));
  }
}

/** The items of a device that no app has written to: photos of the folder, by id and path of the device. */
export function firstModel(folder: string, { first, selected }: LoopStart): Model {
  return new Map(
    first.map(([id, place]) => {
      const bytes = readFileSync(join(folder, place.slice('/storage/emulated/0/'.length)));
      const flags = { pending: false, trashed: false, favorite: false, granted: selected.includes(id) };
      return [id, { lane: 'manager', collection: 'images', owner: null, place, ...flags, bytes }];
    }),
  );
}

/** An item in words; where an operation was under way, what it may look like is taken from what is there. */
function told(item: Item, found: Readonly<{ path: string; bytes: Buffer | null }> | null): string {
  const { place, bytes, owner, pending, trashed, favorite, granted } = item;
  const isAsWanted =
    typeof place !== 'string' &&
    found !== null &&
    directoryOf(found.path) === directoryOf(place) &&
    stemOf(posix.basename(found.path)).startsWith(place.stem);
  const path = isAsWanted ? found.path : typeof place === 'string' ? place : `${place.directory}${place.stem}…`;
  const isPart = bytes !== null && !Buffer.isBuffer(bytes) && found?.bytes && isPartly(bytes, found.bytes);
  const content = isPart ? found.bytes : bytes === null ? null : wholeBytes(bytes);
  return words({ path, content, owner, flags: { pending, trashed, favorite, granted } });
}

type Said = Readonly<{
  path: string;
  content: Buffer | null;
  owner: string | null;
  flags: Readonly<Record<string, boolean>>;
}>;

function words({ path, content, owner, flags }: Said): string {
  const hash = content === null ? '' : createHash('sha256').update(content).digest('hex').slice(0, 12);
  const said = Object.keys(flags).filter((name) => flags[name] === true);
  return [path, `of ${owner}`, content === null ? 'no file' : `${content.length} bytes ${hash}`, ...said].join(', ');
}

/** Whose item a row is: of the model, or new. */
export function laneOf({ _id, owner_package_name }: FoundRow, models: Readonly<Record<Lane, Model>>): Lane | null {
  for (const lane of ['manager', 'limited'] as const) {
    if (models[lane].get(_id)?.lane === lane || owner_package_name === PACKAGES[lane]) return lane;
  }
  return null;
}

/** What is there of a lane, in words, by id; what is new comes last, by its order. */
export function foundWords(rows: readonly FoundRow[], { files }: Found, known: Model): readonly string[] {
  return inOrder(rows, known).map(([id, row]) => {
    const flags = {
      pending: row.is_pending === 1,
      trashed: row.is_trashed === 1,
      favorite: row.is_favorite === 1,
      granted: row.granted === 1,
    };
    const content = files.get(row._data) ?? null;
    return `${id}: ${words({ path: row._data, content, owner: row.owner_package_name, flags })}`;
  });
}

/** The same of a model, and where it leaves something open, of what is there. */
export function modelWords(model: Model, rows: readonly FoundRow[], { files }: Found, known: Model): readonly string[] {
  const found = new Map(inOrder(rows, known));
  return [...model]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([id, item]) => {
      const row = found.get(id);
      return `${id}: ${told(item, row === undefined ? null : { path: row._data, bytes: files.get(row._data) ?? null })}`;
    });
}

function inOrder(rows: readonly FoundRow[], known: Model): readonly (readonly [number, FoundRow])[] {
  let fresh = 0;
  return rows
    .map((row) => [known.has(row._id) ? row._id : --fresh, row] as const)
    .sort(([a], [b]) => order(a) - order(b));
}

function order(id: number): number {
  return id > 0 ? id : 1e9 - id;
}

/** Files that only somebody at work needs, below a folder. */
export function leftovers(home: string): readonly string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:part|tmp|new)$|[/\\]staging[/\\]|damaged/.test(name),
  );
}
