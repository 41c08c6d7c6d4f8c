// The program killed among changes of a volume: the next start shows the state before or after the one under way.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { MountedFiles } from '../../main/device/volumeAccess.ts';
import { randomFrom } from '../system/killedStates.ts';
import { newVolume, shown, type VolumeFixture, WRITERS, type Writer } from './volumeFixture.ts';
import { after, type Model, perform, randomStep, type Step } from './volumeModel.ts';
import { MODEL_FILES, modelOf, remake, shownOf } from './volumeModelFolder.ts';

const ROUNDS = Number(process.env.SCOPEBOX_ROUNDS ?? 5);
const STEPS = 1_000;
/** Done in the same way afterwards: a volume that was recovered goes on as any other. */
const STEPS_AFTERWARDS = 15;
/** Bytes; larger ones are multiples of it. */
const PAGE = 4_096;

/** @returns how many steps were done before the end */
type When = Readonly<{ seed: number; steps: number; pause: number }>;

async function killedAfter({ root }: VolumeFixture, writer: Writer, when: When) {
  const args = [join(import.meta.dirname, 'volumeLoop.ts'), root, writer, String(when.seed), String(STEPS)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let done = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    if (++done !== when.steps) continue;
    await pause(when.pause);
    child.kill('SIGKILL');
  }
  // It ends by itself only when it did all, or met what the model did not expect.
  expect([0, null]).toContain(await ended);
  return done;
}

/** The model before a step, and after it. */
function statesAt(seed: number, done: number): { random: () => number; before: Model; next: Model; step: Step | null } {
  const random = randomFrom(seed);
  const lower = modelOf(MODEL_FILES);
  let before: Model = lower;
  for (let number = 0; number <= done; number++) {
    const step = randomStep(before, random);
    const result = after(before, lower, step);
    const next = typeof result === 'string' ? before : result;
    if (number === done) return { random, before, next, step };
    before = next;
  }
  return { random, before, next: before, step: null };
}

/**
 * What an append that was cut off can leave besides all and nothing. Linux sets the file's time first and then takes the
 * bytes page by page, and looks for a kill before each of them: no file system keeps an append together that crosses a
 * page, nor its time with its bytes.
 */
function tornAppends(before: Model, next: Model, step: Step | null): readonly Model[] {
  if (step?.kind !== 'append' || next === before) return [];
  const [old, whole] = [before, next].map(({ entries }) => entries.get(step.path) ?? '');
  if (old === undefined || whole === undefined) return [];
  const pages = whole.length - (whole.length % PAGE);
  const lengths = pages <= old.length || pages === whole.length ? [old.length] : [old.length, pages];
  return lengths.map((length) => ({
    ...next,
    entries: new Map([...next.entries, [step.path, whole.slice(0, length)]]),
  }));
}

const CASES = WRITERS.flatMap((writer) =>
  Array.from({ length: ROUNDS }, (_, round) => [20_240_601 + round, writer] as const),
);

test.for(CASES)(
  'killed among changes, a volume comes back to a state it was in, seed %i, %s',
  { timeout: 60_000 },
  async ([seed, writer]) => {
    const moment = randomFrom(seed * 7);
    const fixture = newVolume(MODEL_FILES, writer);
    const steps = 1 + Math.floor(moment() ** 2 * (STEPS - 1));
    const done = await killedAfter(fixture, writer, { seed, steps, pause: moment() * 3 });
    expect(done).toBeGreaterThan(0);

    const { random, before, next, step } = statesAt(seed, done);
    let volume = await fixture.again();
    // Where there is no layer to forget, the test makes the folder anew, and that is not done at once.
    if (step?.kind === 'clear' && writer === 'write-through') fixture.change(remake);
    const found = await stateOf(volume, before);
    let model = next;
    for (const possible of [before, ...tornAppends(before, next, step)].toReversed()) {
      if (JSON.stringify(await stateOf(volume, possible)) === JSON.stringify(stateOfModel(possible))) model = possible;
    }
    expect(await stateOf(volume, model)).toEqual(stateOfModel(model));
    volume = await fixture.again();
    expect(await stateOf(volume, before)).toEqual(found);
    const lower = modelOf(MODEL_FILES);
    for (let number = 0; number < STEPS_AFTERWARDS; number++) {
      const step = randomStep(model, random);
      const result = after(model, lower, step);
      if (step.kind === 'clear' && writer === 'write-through') fixture.change(remake);
      expect(await perform(volume, step)).toBe(typeof result === 'string' ? result : null);
      if (typeof result !== 'string') model = result;
    }
    expect(await shown(await fixture.again())).toEqual(shownOf(model));
  },
);

/** What a volume shows, with the times of the files whose times the model knows. */
async function stateOf(volume: MountedFiles, { times }: Model) {
  return [sorted(await shown(volume)), [...times.keys()].map((path) => [path, volume.stat(path)?.mtimeMs])];
}

function stateOfModel(model: Model) {
  return [sorted(shownOf(model)), [...model.times]];
}

function sorted(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
