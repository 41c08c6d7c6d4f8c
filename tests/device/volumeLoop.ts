// Random operations on a volume until it is killed; a line on stdout for each that is done.
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { randomFrom } from '../system/killedStates.ts';
import { after, type Model, perform, randomStep } from './volumeModel.ts';
import { MODEL_FILES, modelOf } from './volumeModelFolder.ts';

const [lower = '', upper = '', seed = '0', steps = '0'] = process.argv.slice(2);
const volume = new VolumeFiles({ lower, upper });
await volume.recover();
const random = randomFrom(Number(seed));
const folder = modelOf(MODEL_FILES);
let model: Model = folder;
for (let number = 0; number < Number(steps); number++) {
  const step = randomStep(model, random);
  const next = after(model, folder, step);
  const code = await perform(volume, step);
  const expected = typeof next === 'string' ? next : null;
  if (code !== expected) throw new Error(`${JSON.stringify(step)} ended with ${code}, not with ${expected}.`);
  if (typeof next !== 'string') model = next;
  process.stdout.write(`${number}\n`);
}
