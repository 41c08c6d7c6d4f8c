// The program killed among the writes of two apps: the next start finds each of them done or not, rows and files alike.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { makePhotoLibrary, snapshotOf } from '../support/photoLibrary.ts';
import { bootOn, type TestSystem } from '../testSystem.ts';
import { randomFrom } from './killedStates.ts';
import { APPS, perform } from './mediaWriteApps.ts';
import { after, afterStart, type Lane, type Model, PACKAGES, type Step, statesOf } from './mediaWriteModel.ts';
import {
  type Found,
  type FoundRow,
  firstModel,
  foundIn,
  foundWords,
  type LoopLine,
  laneOf,
  leftovers,
  modelWords,
} from './mediaWriteState.ts';
import type { Moment } from './ownDeath.ts';

const ROUNDS = Number(process.env.SCOPEBOX_ROUNDS ?? 4);
const FIRST_SEED = Number(process.env.SCOPEBOX_SEED ?? 20_240_601);
/** A few rounds are for a quick look. */
const STEPS = ROUNDS > 10 ? 1_000 : 200;
const LANES = ['manager', 'limited'] as const;

type Killed = Readonly<{
  seed: number;
  steps: number;
  killedIn: number;
  moment: Moment | null;
  turns: number;
  writeThrough: boolean;
}>;

/** A quarter is killed by its parent, a quarter between two turns, half before a change on disk or of the database. */
function momentOf(seed: number, writeThrough: boolean): Killed {
  const random = randomFrom(seed * 7);
  const killedIn = Math.floor(random() * STEPS);
  const turns = Math.floor(random() * 60);
  const kinds = [null, 'turn', 'change', 'change'] as const;
  const kind = kinds[seed % kinds.length] ?? null;
  const moment = kind === null ? null : { kind, count: Math.floor(random() * 40) };
  return { seed, steps: STEPS, killedIn, moment, turns, writeThrough };
}

/** @returns what it told before its end */
async function killed(folder: string, home: string, { turns, ...options }: Killed): Promise<readonly LoopLine[]> {
  const args = [join(import.meta.dirname, 'mediaWriteLoop.ts'), folder, home, JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const lines: LoopLine[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as LoopLine;
    lines.push(line);
    if (options.moment !== null || !('step' in line) || line.number !== options.killedIn) continue;
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
  }
  // It ends by itself only when it did all, or met what it did not expect.
  expect([0, 'SIGKILL']).toContain(await ended);
  return lines;
}

type Told = Readonly<{ models: Record<Lane, Model>; underWay: Record<Lane, Step | null>; begun: number }>;

/** What had been done by then, and what was being done. */
function replayed(folder: string, lines: readonly LoopLine[]): Told {
  const models: Record<Lane, Model> = { manager: new Map(), limited: new Map() };
  const underWay: Record<Lane, Step | null> = { manager: null, limited: null };
  const steps = new Map<number, Step>();
  for (const line of lines) {
    if ('first' in line) models.manager = firstModel(folder, line);
    else if ('step' in line) {
      steps.set(line.number, line.step);
      underWay[line.step.lane] = line.step;
    } else {
      const step = steps.get(line.number);
      if (step === undefined) throw new Error(`Operation ${line.number} has ended and never begun.`);
      models[step.lane] = after(models[step.lane], step, line.done);
      underWay[step.lane] = null;
    }
  }
  return { models, underWay, begun: steps.size };
}

function expectWhole({ rows, files, directories, directoryRows, moves }: Found): void {
  const withFile = rows.filter(({ _data }) => files.has(_data));
  expect(withFile.map(({ _data }) => _data).sort()).toEqual([...files.keys()].sort());
  expect(withFile.map(({ _data, _size }) => [_data, _size])).toEqual(
    withFile.map(({ _data }) => [_data, files.get(_data)?.length]),
  );
  expect(rows.filter((row) => !files.has(row._data) && row.is_pending !== 1)).toEqual([]);
  for (const { _data, is_pending, is_trashed } of rows) {
    const prefix = /\/\.(pending|trashed)-\d+-[^/]*$/.exec(_data)?.[1] ?? null;
    expect([_data, is_pending, is_trashed]).toEqual([
      _data,
      prefix === 'pending' ? 1 : 0,
      prefix === 'trashed' ? 1 : 0,
    ]);
  }
  expect(directoryRows).toEqual(directories);
  expect(moves).toEqual([]);
}

function expectDone(found: Found, { models, underWay }: Told): void {
  const rows: Record<Lane, FoundRow[]> = { manager: [], limited: [] };
  for (const row of found.rows) {
    const lane = laneOf(row, models);
    expect(lane, `Nobody made ${JSON.stringify(row)}.`).not.toBeNull();
    if (lane !== null) rows[lane].push(row);
  }
  for (const lane of LANES) {
    const [model, step] = [models[lane], underWay[lane]];
    const known = rows[lane];
    const there = foundWords(known, found, model);
    const states = (step === null ? [model] : statesOf(model, step)).map((state) =>
      modelWords(afterStart(state), known, found, model),
    );
    if (states.some((state) => JSON.stringify(state) === JSON.stringify(there))) continue;
    expect(there, `${lane}, under way: ${JSON.stringify(step)}`).toEqual(states[0]);
  }
}

async function expectUsable(device: TestSystem): Promise<void> {
  const idAt = () => null;
  for (const lane of LANES) {
    const at = { system: device.system, model: new Map(), idAt };
    const values = {
      _display_name: 'after.jpg',
      mime_type: 'image/jpeg',
      relative_path: 'Pictures/',
      is_pending: 1,
    } as const;
    const { inserted } = await perform(at, { lane, operation: { kind: 'insert', collection: 'images', values } });
    const [id = 0] = inserted;
    for (const operation of [
      { kind: 'write', id, mode: 'wt', seed: 7 },
      { kind: 'update', id, values: { is_pending: 0 } },
    ] as const)
      expect(await perform(at, { lane, operation })).toEqual({ inserted: [], thrown: null });
    const found = await foundIn(device);
    expectWhole(found);
    expect(found.rows.find(({ _id }) => _id === id)).toMatchObject({
      owner_package_name: PACKAGES[lane],
      is_pending: 0,
    });
  }
}

const CASES = ['layered', 'write-through'].flatMap((writer) =>
  Array.from({ length: ROUNDS }, (_, round) => [FIRST_SEED + round, writer] as const),
);

test.for(CASES)(
  'killed among writes, a device has rows and files that belong together, seed %i, %s',
  { timeout: 120_000 },
  async ([seed, writer]) => {
    const writeThrough = writer === 'write-through';
    const root = mkdtempSync(join(tmpdir(), 'scopebox-killed-'));
    try {
      const [folder, home] = [join(root, 'photos'), join(root, 'home')];
      await makePhotoLibrary(folder, 12);
      const before = await snapshotOf(folder);
      const first = join(root, 'first');
      await cp(folder, first, { recursive: true, preserveTimestamps: true });
      const lines = await killed(folder, home, momentOf(seed, writeThrough));
      await using device = await bootOn(folder, home, { apps: APPS, writeThrough });
      await device.indexed();
      const found = await foundIn(device);
      expectWhole(found);
      expectDone(found, replayed(first, lines));
      // What had been prepared in vain is deleted beside everything else.
      await expect.poll(() => leftovers(home), { timeout: 20_000 }).toEqual([]);
      await expectUsable(device);
      if (!writeThrough) expect(await snapshotOf(folder)).toEqual(before);
      else expect(leftovers(folder)).toEqual([]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
);
