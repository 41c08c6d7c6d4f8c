// What two apps do next, chosen by a seed: names and directories are few, so that they often want the same.
import type { Collection, Item, Lane, Model, Operation, Part, Values } from './mediaWriteModel.ts';

type Random = () => number;

/** A directory of the manager alone, which is deleted as a whole now and then. */
export const OWN_DIRECTORY = 'Pictures/Own/';

const DIRECTORIES: Readonly<Record<Collection, readonly string[]>> = {
  images: ['DCIM/Camera/', 'Pictures/Trip/', 'Pictures/Trip/Day 2/'],
  video: ['Movies/', 'DCIM/Camera/'],
  downloads: ['Download/', 'Download/Mail/'],
  files: ['Documents/', 'Download/'],
};
const TYPES: Readonly<Record<Collection, readonly (readonly [mimeType: string, extension: string])[]>> = {
  images: [
    ['image/jpeg', 'jpg'],
    ['image/png', 'png'],
  ],
  video: [['video/mp4', 'mp4']],
  downloads: [
    ['text/plain', 'txt'],
    ['image/jpeg', 'jpg'],
    ['application/zip', 'zip'],
  ],
  files: [['text/plain', 'txt']],
};
const NAMES = ['IMG_1000', 'IMG_1004', 'a', 'b', 'holiday', 'été'];
/** A lane with fewer items makes new ones, one with more deletes. */
const FEW = 6;
const MANY = 40;

/** The next operation of a lane; the model is what its earlier ones have led to. */
export function nextOperation(model: Model, lane: Lane, random: Random): Operation {
  const own = [...model].filter(([, item]) => item.lane === lane);
  const foreign = [...model].filter(([, { owner }]) => owner === null).map(([id]) => id);
  const target = own.length === 0 ? undefined : own[Math.floor(random() * own.length)];
  const chance = random();
  if (target === undefined || own.length < FEW || chance < 0.18) return insert(lane, random);
  const [id, item] = target;
  if (item.bytes === null) return chance < 0.3 ? { kind: 'delete', id } : write(id, random);
  if (own.length > MANY || chance < 0.26) return { kind: 'delete', id };
  if (chance < 0.4) return write(id, random);
  if (chance < 0.5) return batch(own, lane, random);
  if (chance < 0.56) return grant(own, random);
  if (chance < 0.58) return { kind: 'thumbnail', id };
  if (lane === 'manager' && chance < 0.59)
    return { kind: 'deleteDirectory', path: `/storage/emulated/0/${OWN_DIRECTORY}` };
  if (lane === 'limited' && chance < 0.62 && foreign.length > 0)
    return { kind: 'refused', what: pick(['update', 'delete', 'write'], random), id: pick(foreign, random) };
  return { kind: 'update', id, values: change(item, random) };
}

function insert(lane: Lane, random: Random): Part & { kind: 'insert' } {
  const collection = pick<Collection>(['images', 'images', 'images', 'video', 'downloads', 'files'], random);
  const [mime_type, extension] = pick(TYPES[collection], random);
  const own = lane === 'manager' && collection === 'images' && random() < 0.3;
  const relative_path = own ? OWN_DIRECTORY : pick(DIRECTORIES[collection], random);
  const values = { _display_name: `${pick(NAMES, random)}.${extension}`, mime_type, relative_path };
  return { kind: 'insert', collection, values: random() < 0.5 ? { ...values, is_pending: 1 } : values };
}

function write(id: number, random: Random): Operation {
  return { kind: 'write', id, mode: random() < 0.6 ? 'wt' : 'rw', seed: Math.floor(random() * 1_000) };
}

/** Publishes, trashes, brings back, marks, renames or moves. */
function change({ pending, trashed, favorite, collection, place }: Item, random: Random): Values {
  const is_favorite = favorite ? 0 : 1;
  if (pending) return random() < 0.8 ? { is_pending: 0 } : { is_favorite };
  const kind = Math.floor(random() * 4);
  if (trashed) return kind > 0 ? { is_trashed: 0 } : { is_favorite };
  if (kind === 0) return { is_trashed: 1 };
  if (kind === 1) return { is_favorite };
  const extension = /\.[^.]*$/.exec(String(place))?.[0] ?? '';
  return kind === 2
    ? { _display_name: `${pick(NAMES, random)}${extension}` }
    : { relative_path: pick(DIRECTORIES[collection], random) };
}

function batch(own: readonly (readonly [number, Item])[], lane: Lane, random: Random): Operation {
  const parts: Part[] = own
    .filter(([, { bytes }]) => bytes !== null && random() < 3 / own.length)
    .slice(0, 4)
    .map(([id, item]) =>
      random() < 0.2 ? { kind: 'delete', id } : { kind: 'update', id, values: change(item, random) },
    );
  if (random() < 0.4) parts.push(insert(lane, random));
  return { kind: 'batch', parts, fails: random() < 0.3 };
}

function grant(own: readonly (readonly [number, Item])[], random: Random): Operation {
  const ids = own.filter(([, { collection }]) => collection === 'images' && random() < 0.3).map(([id]) => id);
  return { kind: random() < 0.6 ? 'grant' : 'revoke', ids };
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
}
