// Random operations on a volume and on a model of it: both show the same, before and after a restart.
import { expect, test } from 'vitest';
import { randomFrom } from '../system/killedStates.ts';
import { newVolume, shown, WRITERS } from './volumeFixture.ts';
import { after, type Model, perform, randomStep } from './volumeModel.ts';
import { MODEL_FILES, modelOf, remake, shownOf } from './volumeModelFolder.ts';

const STEPS = Number(process.env.SCOPEBOX_STEPS ?? 120);

const CASES = WRITERS.flatMap((writer) => [1, 2, 3].map((seed) => [seed, writer] as const));

test.each(CASES)('the volume is what its model is, seed %i, %s', async (seed, writer) => {
  const random = randomFrom(seed);
  const fixture = newVolume(MODEL_FILES, writer);
  const lower = modelOf(MODEL_FILES);
  let volume = fixture.volume;
  let model: Model = lower;
  for (let number = 0; number < STEPS; number++) {
    const step = randomStep(model, random);
    const next = after(model, lower, step);
    const said = JSON.stringify({ number, step, entries: [...model.entries.keys()] });
    // Where there is no layer to forget, the folder is made anew.
    if (step.kind === 'clear' && writer === 'write-through') fixture.change(remake);
    expect(await perform(volume, step), said).toBe(typeof next === 'string' ? next : null);
    if (typeof next !== 'string') model = next;
    if (number % 10 === 9) volume = await fixture.again();
    expect(await shown(volume), said).toEqual(shownOf(model));
    for (const [path, time] of model.times) expect([path, volume.stat(path)?.mtimeMs]).toEqual([path, time]);
  }
});
