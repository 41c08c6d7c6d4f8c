// A snapshot that is killed or meets a full disk at any change it makes is there as a whole, or not at all.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DeviceClock } from '../../main/device/clock.ts';
import { finishRestore } from '../../main/device/snapshotFiles.ts';
import { Snapshots } from '../../main/device/snapshots.ts';
import { Volumes } from '../../main/device/volumes.ts';
import { Work } from '../../main/device/work.ts';
import { withFault } from './faultyDisk.ts';

async function newHome() {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-snapshot-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [home, folder] = [join(root, 'home'), join(root, 'photos')];
  for (const path of [join(home, 'media'), folder]) mkdirSync(path, { recursive: true });
  writeFileSync(join(home, 'device.json'), 'saved');
  const volumes = new Volumes({ home });
  const primary = { id: 'primary', volumeName: 'external_primary', kind: 'primary', description: 'Storage' } as const;
  const { files } = volumes.mount({ ...primary, folder, writeThrough: false });
  writeFileSync(await files.openForWriting('DCIM/a.jpg', { truncate: true }), 'saved');
  const backUpDatabase = async (path: string) => writeFileSync(path, 'saved');
  const options = { ...{ home, folder, volumes, backUpDatabase }, clock: new DeviceClock(), stopApps: () => {} };
  const start = () => new Snapshots({ ...options, work: new Work(), restart: () => {} });
  return { home, start };
}

/** What the device keeps, by path. */
function stateOf(home: string): Readonly<Record<string, string>> {
  const paths = ['device.json', 'volumes/primary/files/DCIM/a.jpg'];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(home, path), 'utf8')]));
}

const SAVED = { 'device.json': 'saved', 'volumes/primary/files/DCIM/a.jpg': 'saved' };
const LATER = { 'device.json': 'later', 'volumes/primary/files/DCIM/a.jpg': 'later' };

test.each(['killed', 'full'] as const)('saving, %s at every single change', { timeout: 60_000 }, async (kind) => {
  for (let at = 1, failed = true; failed; at++) {
    const { home, start } = await newHome();
    ({ failed } = await withFault({ kind, at }, () =>
      start()
        .save('s')
        .catch(() => {}),
    ));
    const after = start();
    expect([at, stateOf(home)]).toEqual([at, SAVED]);
    if (after.list().length === 0) await after.save('s');
    expect([at, after.list().map(({ name, files }) => [name, files])]).toEqual([at, [['s', 3]]]);
    const names = readdirSync(join(home, 'snapshots/s/state'), { recursive: true, encoding: 'utf8' });
    expect(names).toEqual(
      expect.arrayContaining(['device.json', 'media/external.db', 'volumes/primary/files/DCIM/a.jpg']),
    );
  }
});

test.each(['killed', 'full'] as const)('restoring, %s at every single change', { timeout: 60_000 }, async (kind) => {
  for (let at = 1, failed = true; failed; at++) {
    const { home, start } = await newHome();
    await start().save('s');
    for (const [path, text] of Object.entries(LATER)) writeFileSync(join(home, path), text);
    let isDecided = false;
    ({ failed } = await withFault({ kind, at }, async () => {
      isDecided = await start()
        .restore('s')
        .then(
          () => true,
          () => false,
        );
    }));
    const restored = finishRestore(home);
    expect([at, isDecided && restored === null]).toEqual([at, false]);
    expect([at, stateOf(home)]).toEqual([at, restored === null ? LATER : SAVED]);
  }
});
