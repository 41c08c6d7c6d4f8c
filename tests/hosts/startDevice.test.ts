import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../main/hosts/commandLine.ts';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { startDevice } from '../../main/hosts/startDevice.ts';

const extractor = forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts'));

function settings(change: (root: string) => Partial<Settings>): Settings {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-start-'));
  mkdirSync(join(root, 'photos'));
  writeFileSync(join(root, 'file'), '');
  const plain = {
    serve: true,
    json: true,
    port: 0,
    api: 34,
    open: false,
    adb: null,
    writeThrough: false,
    indexAsIs: false,
    plugins: [],
  } as const;
  return { ...plain, removable: [], folder: join(root, 'photos'), home: join(root, 'home'), ...change(root) };
}

describe('a start that cannot be', () => {
  test.each<readonly [string, (root: string) => Partial<Settings>, RegExp]>([
    [
      'no such folder',
      (root) => ({ folder: join(root, 'nowhere') }),
      /^There is no folder .*nowhere; create it, or name another one\.$/,
    ],
    [
      'a file instead of a folder',
      (root) => ({ folder: join(root, 'file') }),
      /file is a file; name the folder it is in\.$/,
    ],
    [
      'a home in the folder',
      (root) => ({ home: join(root, 'photos/deep/home') }),
      /lies in the folder .*choose another one with --home\.$/,
    ],
    [
      'a plug-in that is none',
      (root) => ({ plugins: [join(root, 'none')] }),
      /^There is no folder .*none; a plug-in is/,
    ],
    ['the folder itself as home', (root) => ({ home: join(root, 'photos') }), /lies in the folder/],
    ['a home below a file', (root) => ({ home: join(root, 'file/home') }), /cannot be written/],
  ])('%s is one sentence', async (_, change, sentence) => {
    await expect(startDevice(settings(change), extractor)).rejects.toMatchObject({
      message: expect.stringMatching(sentence),
      exitCode: 3,
    });
  });

  test('a home that is in the folder by a link is found out', async () => {
    const asked = settings((root) => {
      symlinkSync(join(root, 'photos'), join(root, 'link'));
      return { home: join(root, 'link/home') };
    });
    await expect(startDevice(asked, extractor)).rejects.toThrow('lies in the folder');
    expect(readdirSync(asked.folder)).toEqual([]);
  });
});

test('a card that cannot be put in is one sentence, and the home is free; one that was in before is in again', async () => {
  const asked = settings((root) => {
    mkdirSync(join(root, 'card'));
    return { removable: [{ kind: 'sd', folder: join(root, 'card') }] };
  });
  const inFolder = { ...asked, removable: [{ kind: 'usb' as const, folder: asked.folder }] };
  await expect(startDevice(inFolder, extractor)).rejects.toMatchObject({
    ...{ message: expect.stringContaining('is mounted already, as Internal'), exitCode: 3 },
  });
  for (let start = 0; start < 2; start++) {
    const device = await startDevice(asked, extractor);
    expect(device.system.volumes.list().map(({ kind }) => kind)).toEqual(['primary', 'sd']);
    await device.close();
  }
});

test('a folder that is empty and was not is told on the terminal, and indexed only by its flag', () => {
  const { folder, home } = settings((root) => {
    for (let n = 0; n < 12; n++) writeFileSync(join(root, 'photos', `${n}.txt`), 'text');
    return {};
  });
  const start = (...flags: readonly string[]) => {
    const args = [join(import.meta.dirname, 'startOnce.ts'), folder, home, ...flags];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { volumes: JSON.parse(stdout) as unknown, stderr };
  };
  expect(start()).toMatchObject({ volumes: [{ state: 'ready', indexed: 12 }], stderr: '' });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const asked = start();
  expect(asked.volumes).toMatchObject([{ state: 'missing', doubtful: true }]);
  expect(asked.stderr).toBe(
    `scopebox: ${folder} is empty and was not: its disk is not mounted any more. Nothing is forgotten: mount it, and the device goes on; or tell it to index the folder as it is (--index-as-is).\n`,
  );
  expect(start('--index-as-is').volumes).toMatchObject([{ state: 'ready', doubtful: false, indexed: 0 }]);
  expect(start()).toMatchObject({ volumes: [{ state: 'ready', indexed: 0 }], stderr: '' });
});

test('a second start on the same home is told who has it; afterwards the home is free', async () => {
  const asked = settings(() => ({}));
  const device = await startDevice(asked, extractor);
  await expect(startDevice(asked, extractor)).rejects.toThrow(
    `A device already runs on ${asked.home} (process ${process.pid})`,
  );
  await device.close();
  await (await startDevice(asked, extractor)).close();
});
