import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

describe('a single entry', () => {
  test('is written behind what is there, and read with it', () => {
    const { file, path } = newFile();
    file.save({ apps: { a: 1, b: [2] } });
    const whole = readFileSync(path, 'utf8');
    file.put(['apps', 'b'], { c: null });
    file.put(['apps', 'a'], undefined);
    file.put(['next'], 3);
    expect(readFileSync(path, 'utf8').startsWith(whole)).toBe(true);
    expect(file.load()).toEqual({ apps: { b: { c: null } }, next: 3 });
  });

  test('of a file that is not there makes it', () => {
    const { file } = newFile();
    file.put(['apps', 'a'], 1);
    expect(file.load()).toEqual({ apps: { a: 1 } });
  });

  test('the last one counts only when it is whole', () => {
    const { file, path, problems } = newFile();
    file.save({ a: 1 });
    file.put(['a'], 2);
    appendFileSync(path, '[["a"],3');
    expect([file.load(), problems]).toEqual([{ a: 2 }, []]);
    file.put(['b'], 4);
    expect([file.load(), problems]).toEqual([{ a: 2, b: 4 }, []]);
  });

  test('many of them do not make the file grow for ever', () => {
    const { file, path } = newFile();
    file.save({});
    for (let number = 0; number < 20_000; number++) file.put(['a'], number);
    expect(file.load()).toEqual({ a: 19_999 });
    expect(readFileSync(path, 'utf8').length).toBeLessThan(100_000);
  });

  test('that could not be written is written with the next one', () => {
    const { file, path, problems } = newFile();
    file.save({ a: 1 });
    rmSync(path);
    mkdirSync(path);
    file.put(['a'], 2);
    expect(problems).toHaveLength(1);
    rmSync(path, { recursive: true });
    file.put(['b'], 3);
    expect(file.load()).toEqual({ a: 2, b: 3 });
  });

  test('what a person wrote over many lines is read too', () => {
    const { file, path } = newFile();
    writeFileSync(path, JSON.stringify({ apps: { a: 1 } }, null, 2));
    expect(file.load()).toEqual({ apps: { a: 1 } });
    file.put(['apps', 'b'], 2);
    expect(file.load()).toEqual({ apps: { a: 1, b: 2 } });
  });
});
