// What apps did to a library, as plain data: each operation is done or not, and a batch may be done up to one of its parts.
import { posix } from 'node:path';
import { jpeg } from '../mediaextractor/pictures.ts';

/** Who works on an item; nobody else changes it. */
export type Lane = 'manager' | 'limited';
export type Collection = 'images' | 'video' | 'downloads' | 'files';

/** Bytes an operation writes, over those that stay: nothing when the file is truncated first. */
export type Written = Readonly<{ bytes: Buffer; over: Buffer }>;
/** Where an item will be put: the provider chooses the rest of its name. */
export type Wanted = Readonly<{ directory: string; stem: string }>;

export type Item = Readonly<{
  lane: Lane;
  collection: Collection;
  owner: string | null;
  /** Path of the device, as the provider told it, or as it was asked for. */
  place: string | Wanted;
  pending: boolean;
  trashed: boolean;
  favorite: boolean;
  /** Whether it is selected for the limited app. */
  granted: boolean;
  /** null as long as nobody has opened it for writing. */
  bytes: Buffer | Written | null;
}>;

/** By _id; items that an operation under way may have made are below 0, the first at -1. */
export type Model = ReadonlyMap<number, Item>;

/** relative_path ends with a slash. */
export type Values = Readonly<{
  _display_name?: string;
  relative_path?: string;
  is_pending?: 0 | 1;
  is_trashed?: 0 | 1;
  is_favorite?: 0 | 1;
}>;

export type Part = Readonly<
  | { kind: 'insert'; collection: Collection; values: Values & { mime_type: string } }
  | { kind: 'update'; id: number; values: Values }
  | { kind: 'delete'; id: number }
>;

export type Operation = Readonly<
  | Part
  | { kind: 'write'; id: number; mode: 'wt' | 'rw'; seed: number }
  | { kind: 'deleteDirectory'; path: string }
  | { kind: 'batch'; parts: readonly Part[]; fails: boolean }
  | { kind: 'grant' | 'revoke'; ids: readonly number[] }
  | { kind: 'thumbnail'; id: number }
  /** Of an item that the app may not write. */
  | { kind: 'refused'; what: 'update' | 'delete' | 'write'; id: number }
>;

/** What became of an operation. */
export type Done = Readonly<{
  /** Ids it made, in order. */
  inserted: readonly number[];
  /** Where the items it touched are afterwards; null for those without a row. */
  places: readonly (readonly [id: number, place: string | null])[];
  /** Class of what it threw, as Android names it. */
  thrown: string | null;
  /**
   * What a failed batch could not take back: an app beside it has the name that an item had. None for nearly every one,
   * and told in logcat; what has become of its items then.
   */
  stayed: readonly (readonly [id: number, now: Pick<Item, 'pending' | 'trashed' | 'favorite'>])[];
}>;

export type Step = Readonly<{ lane: Lane; operation: Operation }>;

export const PACKAGES: Readonly<Record<Lane, string>> = {
  manager: 'com.example.manager',
  limited: 'com.example.limited',
};

const PHOTO = await jpeg(16, 12);

/** The bytes that a write with this seed leaves: a small JPEG, and up to 9 KB of filling. */
export function bytesOf(seed: number): Buffer {
  return Buffer.concat([PHOTO, Buffer.alloc((seed * 7919) % 9_000, `${seed} `)]);
}

/** The model after an operation that has ended. */
export function after(model: Model, { lane, operation }: Step, { inserted, places, thrown, stayed }: Done): Model {
  const reached = new Map(places);
  if (thrown !== null && operation.kind !== 'batch') return model;
  // A batch that failed is taken back, but for what it had deleted by then.
  if (thrown !== null) {
    const left = [...model].filter(([id]) => reached.get(id) !== null);
    const now = new Map(stayed);
    return new Map(
      left.map(([id, item]) => [id, now.has(id) ? { ...item, ...now.get(id), place: reached.get(id) ?? '' } : item]),
    );
  }
  const parts = operation.kind === 'batch' ? operation.parts : [operation];
  const items = new Map(parts.reduce<Model>((state, part) => applied(state, lane, part), model));
  for (const [at, id] of inserted.entries()) {
    const item = items.get(-1 - at);
    const before = items.get(id);
    // An app that inserts the same again before there is a file gets its row once more.
    const kept = before === undefined ? {} : { favorite: before.favorite, granted: before.granted };
    if (item !== undefined) items.set(id, { ...item, ...kept });
    items.delete(-1 - at);
  }
  for (const [id, place] of reached) {
    const item = items.get(id);
    if (item === undefined) continue;
    const bytes = item.bytes === null ? null : wholeBytes(item.bytes);
    if (place !== null) items.set(id, { ...item, place, bytes });
    // The scan that follows an update takes a row away that has no file.
    else if (bytes === null) items.delete(id);
  }
  return items;
}

/** Every state that may be found when an operation was under way: as before, as afterwards, and what is between. */
export function statesOf(model: Model, { lane, operation }: Step): readonly Model[] {
  if (operation.kind !== 'batch') return [model, applied(model, lane, operation)];
  const states = [model];
  for (const part of operation.parts) states.push(applied(states.at(-1) ?? model, lane, part));
  // When it fails, what was done is taken back from the last to the first; what was deleted stays deleted.
  const deleted = operation.parts.flatMap((part) => (part.kind === 'delete' ? [part.id] : []));
  const without = (state: Model) => new Map([...state].filter(([id]) => !deleted.includes(id)));
  return operation.fails ? [...states, ...states.map(without)] : states;
}

/** What a start finds of it: rows without a file are taken away by its scan, unless they are pending. */
export function afterStart(model: Model): Model {
  return new Map([...model].filter(([, { bytes, pending }]) => bytes !== null || pending));
}

function applied(model: Model, lane: Lane, operation: Exclude<Operation, { kind: 'batch' }>): Model {
  const items = new Map(model);
  const change = (id: number, changes: (item: Item) => Partial<Item>) => {
    const item = items.get(id);
    if (item !== undefined) items.set(id, { ...item, ...changes(item) });
  };
  switch (operation.kind) {
    case 'insert':
      items.set(Math.min(0, ...items.keys()) - 1, inserted(lane, operation.collection, operation.values));
      break;
    case 'update':
      change(operation.id, (item) => updated(item, operation.values));
      break;
    case 'delete':
      items.delete(operation.id);
      break;
    case 'deleteDirectory':
      for (const [id, { place }] of items) if (directoryOf(place).startsWith(operation.path)) items.delete(id);
      break;
    case 'write':
      change(operation.id, ({ bytes }) => ({ bytes: written(operation, bytes) }));
      break;
    case 'grant':
    case 'revoke':
      for (const id of operation.ids) change(id, () => ({ granted: operation.kind === 'grant' }));
      break;
  }
  return items;
}

function inserted(lane: Lane, collection: Collection, values: Values): Item {
  const place = {
    directory: `/storage/emulated/0/${values.relative_path ?? ''}`,
    stem: stemOf(values._display_name ?? ''),
  };
  const pending = values.is_pending === 1;
  const flags = { pending, trashed: false, favorite: false, granted: false };
  return { lane, collection, owner: PACKAGES[lane], place, ...flags, bytes: null };
}

function updated(item: Item, { _display_name, relative_path, is_pending, is_trashed, is_favorite }: Values) {
  const { place, pending, trashed, favorite } = item;
  const moves = [_display_name, relative_path, is_pending, is_trashed].some((value) => value !== undefined);
  const directory = relative_path === undefined ? directoryOf(place) : `/storage/emulated/0/${relative_path}`;
  const stem = _display_name === undefined ? stemOfPlace(place) : stemOf(_display_name);
  return {
    place: moves ? { directory, stem } : place,
    pending: is_pending === undefined ? pending : is_pending === 1,
    trashed: is_trashed === undefined ? trashed : is_trashed === 1,
    favorite: is_favorite === undefined ? favorite : is_favorite === 1,
  };
}

function written({ mode, seed }: Readonly<{ mode: 'wt' | 'rw'; seed: number }>, before: Item['bytes']): Written {
  return { bytes: bytesOf(seed), over: mode === 'rw' ? wholeBytes(before) : Buffer.alloc(0) };
}

/** The bytes of a file once all is written. */
export function wholeBytes(bytes: Item['bytes']): Buffer {
  if (bytes === null || Buffer.isBuffer(bytes)) return bytes ?? Buffer.alloc(0);
  return Buffer.concat([bytes.bytes, bytes.over.subarray(bytes.bytes.length)]);
}

/** Whether bytes may be found while a write was under way: some of the new ones, and what stays behind them. */
export function isPartly({ bytes, over }: Written, found: Buffer): boolean {
  let same = 0;
  while (same < found.length && found[same] === bytes[same]) same++;
  // Any shorter beginning may be right too, where both have the same byte; the rest decides.
  for (let length = same; length >= 0; length--) {
    if (Buffer.concat([bytes.subarray(0, length), over.subarray(length)]).equals(found)) return true;
    if (over.length === 0) return same === found.length;
  }
  return false;
}

export function directoryOf(place: string | Wanted): string {
  return typeof place === 'string' ? `${posix.dirname(place)}/` : place.directory;
}

function stemOfPlace(place: string | Wanted): string {
  return typeof place === 'string' ? stemOf(posix.basename(place)) : place.stem;
}

/** What a name keeps when it is made unique, and when it gets or loses the prefix of an item that expires. */
export function stemOf(name: string): string {
  const bare = name.replace(/^\.(?:pending|trashed)-\d+-/, '');
  // In DCIM the number of such a name counts up.
  return /^[A-Z0-9_]{4}\d{4}/.test(bare) ? bare.slice(0, 4) : bare.replace(/(?: \(\d+\))?\.[^.]*$/, '');
}
