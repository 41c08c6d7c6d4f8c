import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JsonFile } from '../../main/device/jsonFile.ts';
import { guardFolder } from './guardedFolder.ts';
import { temporaryFolder } from './temporaryFolder.ts';

test('what the device changes in a folder is told, with where; what a test does there is not', async () => {
  await using folder = await temporaryFolder('guarded');
  let isWritten = false;
  using guard = guardFolder(folder.path, () => isWritten);
  writeFileSync(join(folder.path, 'a.jpg'), 'a');
  new JsonFile(`${folder.path}-beside.json`, () => {}).load();
  expect(guard.breaches).toEqual([]);
  const file = new JsonFile(join(folder.path, 'a.json'), () => {});
  isWritten = true;
  file.save('on purpose');
  expect(guard.breaches).toEqual([]);
  isWritten = false;
  file.save('by mistake');
  expect(guard.breaches).toContainEqual(expect.stringMatching(/a\.json.* at .*main.device./));
});
