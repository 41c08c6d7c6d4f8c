// A device with two apps that write until it is killed; a line on stdout for each operation begun, and each that has ended.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { bootOn } from '../testSystem.ts';
import { randomFrom } from './killedStates.ts';
import { APPS, grantAccess, perform } from './mediaWriteApps.ts';
import { nextOperation } from './mediaWriteChoice.ts';
import { after, type Done, type Lane, type Operation } from './mediaWriteModel.ts';
import { type FoundRow, firstModel, foundIn, type LoopLine } from './mediaWriteState.ts';
import { type Moment, ownDeath } from './ownDeath.ts';

const [folder = '', home = '', options = '{}'] = process.argv.slice(2);
/** `moment` is null when the parent kills it. */
type Options = Readonly<{
  seed: number;
  steps: number;
  killedIn: number;
  moment: Moment | null;
  writeThrough: boolean;
}>;
const { seed, steps, killedIn, moment, writeThrough } = JSON.parse(options) as Options;

// Before anything is replaced: what is told is no change of the device.
const write = writeSync;
const tell = (line: LoopLine) => void write(1, `${JSON.stringify(line)}\n`);
const startCounting = moment === null ? null : ownDeath(moment);

const device = await bootOn(folder, home, { apps: APPS, writeThrough });
await device.indexed();
const database = new Database(join(home, 'media/external.db'), { readonly: true });
const pathOf = database.prepare('SELECT _data FROM files WHERE _id = ?').pluck();
const rowOf = database.prepare('SELECT is_pending, is_trashed, is_favorite FROM files WHERE _id = ?');
const idOf = database.prepare('SELECT _id FROM files WHERE _data = ?').pluck();
const idAt = (path: string) => (idOf.get(path) as number | undefined) ?? null;
const photos = (await foundIn(device)).rows.map(({ _id, _data }) => [_id, _data] as const);
const start = { first: photos, selected: photos.slice(0, 3).map(([id]) => id) };
await grantAccess(device.system, start.selected);
tell(start);
const first = firstModel(folder, start);

let begun = 0;
let toldBefore = 0;

async function work(lane: Lane): Promise<void> {
  const random = randomFrom(seed * 2 + (lane === 'manager' ? 0 : 1));
  // Of the other app's items it knows those of the start, which may be gone.
  let model = first;
  while (begun < steps) {
    const step = { lane, operation: nextOperation(model, lane, random) };
    const number = begun++;
    tell({ number, step });
    if (number === killedIn) startCounting?.();
    const { inserted, thrown } = await perform({ system: device.system, model, idAt }, step);
    const ids = [...touched(step.operation), ...inserted];
    const done: Done = { inserted, thrown, places: placesOf(ids), stayed: stayedOf(ids, thrown) };
    tell({ number, done });
    model = after(model, step, done);
  }
}

function placesOf(ids: readonly number[]): Done['places'] {
  return ids.map((id) => [id, (pathOf.get(id) as string | undefined) ?? null]);
}

function stayedOf(ids: readonly number[], thrown: string | null): Done['stayed'] {
  const told = device.system.logcat.lines().filter(({ message }) => message.startsWith('Part of a failed batch stays'));
  const isNew = told.length > toldBefore;
  toldBefore = told.length;
  if (thrown === null || !isNew) return [];
  return ids.flatMap((id) => {
    const row = rowOf.get(id) as FoundRow | undefined;
    if (row === undefined) return [];
    return [[id, { pending: row.is_pending === 1, trashed: row.is_trashed === 1, favorite: row.is_favorite === 1 }]];
  });
}

function touched(operation: Operation): readonly number[] {
  if (operation.kind === 'batch') return operation.parts.flatMap(touched);
  if ('ids' in operation) return operation.ids;
  return 'id' in operation ? [operation.id] : [];
}

await Promise.all([work('manager'), work('limited')]);
database.close();
await device[Symbol.asyncDispose]();
