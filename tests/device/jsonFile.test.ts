import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JsonFile } from '../../main/device/jsonFile.ts';

function newFile(name = 'state.json') {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-json-'));
  const problems: string[] = [];
  const path = join(folder, name);
  return { folder, path, problems, file: new JsonFile(path, (sentence) => problems.push(sentence)) };
}

describe('a small file of state', () => {
  test('what is saved is loaded', () => {
    const { file, folder } = newFile('deep/state.json');
    expect(file.load()).toBeNull();
    file.save({ a: [1, 'ü'] });
    expect(file.load()).toEqual({ a: [1, 'ü'] });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json']);
  });

  test('a half one is kept aside, said, and counts as absent', () => {
    const { file, path, folder, problems } = newFile();
    writeFileSync(path, '{"a": [1,');
    expect(file.load()).toBeNull();
    expect(readdirSync(folder)).toEqual(['state.json.damaged-1']);
    expect(problems).toEqual([expect.stringContaining(`it was kept as ${path}.damaged-1 and starts empty`)]);
    writeFileSync(path, 'again');
    file.load();
    expect(readdirSync(folder).sort()).toEqual(['state.json.damaged-1', 'state.json.damaged-2']);
  });

  test('one that cannot be written is said, and loses nothing else', () => {
    const { file, folder, problems } = newFile('state.json/below');
    writeFileSync(join(folder, 'state.json'), 'a file where the folder should be');
    file.save(1);
    expect(problems).toEqual([expect.stringContaining('the change lasts until the device stops')]);
  });
});
