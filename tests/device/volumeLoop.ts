// Random operations on a volume until it is killed; a line on stdout for each that is done.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { WriteThroughFiles } from '../../main/device/writeThroughFiles.ts';
import { randomFrom } from '../system/killedStates.ts';
import { after, type Model, perform, randomStep } from './volumeModel.ts';
import { MODEL_FILES, modelOf, remake } from './volumeModelFolder.ts';

const [root = '', writer = 'layered', seed = '0', steps = '0'] = process.argv.slice(2);
const layers = { lower: join(root, 'photos'), upper: join(root, 'upper') };
const isLayered = writer === 'layered';
const volume = isLayered ? new VolumeFiles(layers) : new WriteThroughFiles(layers, join(root, 'writing'));
await volume.recover();
const random = randomFrom(Number(seed));
const folder = modelOf(MODEL_FILES);
let model: Model = folder;
for (let number = 0; number < Number(steps); number++) {
  const step = randomStep(model, random);
  const next = after(model, folder, step);
  // No change of the volume's own.
  if (step.kind === 'clear' && !isLayered) remake(layers.lower);
  const code = await perform(volume, step);
  const expected = typeof next === 'string' ? next : null;
  if (code !== expected) throw new Error(`${JSON.stringify(step)} ended with ${code}, not with ${expected}.`);
  if (typeof next !== 'string') model = next;
  // At once: process.stdout keeps back what a busy reader has no room for, and a kill takes that along.
  writeSync(1, `${number}\n`);
}
