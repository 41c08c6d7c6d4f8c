// The program killed during a first scan: the next start goes on where that was, and the folder is as it was.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { photo, temporary, write } from './faultFolders.ts';
import { folderState } from './folderState.ts';
import { expectAgreement, expectSettled } from './indexState.ts';
import { randomFrom } from './killedStates.ts';
import type { Moment } from './ownDeath.ts';

const ROUNDS = Number(process.env.SCOPEBOX_ROUNDS ?? 20);
const FIRST_SEED = Number(process.env.SCOPEBOX_SEED ?? 20_240_601);
const COUNT = 500;

type Killed = Readonly<{ moment: Moment | null; commits: number; turns: number }>;

/** Some are killed by their parent after a commit, some some turns after one, the others before a change on disk. */
function momentOf(seed: number): Killed {
  const random = randomFrom(seed * 7);
  const kind = ([null, 'turn', 'change', 'change'] as const)[seed % 4] ?? null;
  const moment = kind === null ? null : { kind, count: Math.floor(random() * (kind === 'turn' ? 60 : 650)) };
  return { moment, commits: Math.floor(random() * 4), turns: Math.floor(random() * 30) };
}

/** The user's folder, and above it what apps have written, changed, moved and deleted. */
async function writeLibrary(folder: string, home: string): Promise<void> {
  for (let n = 0; n < COUNT; n++) write(folder, `DCIM/day${n % 12}/${n}.jpg`);
  write(folder, 'DCIM/notes.txt', 'notes');
  await using device = new ScanFixture({ folder, home });
  const { files } = device.volume;
  writeFileSync(await files.openForWriting('Pictures/new.jpg', { truncate: false }), photo);
  writeFileSync(await files.openForWriting('DCIM/day1/1.jpg', { truncate: false }), Buffer.concat([photo, photo]));
  await files.moveFile('DCIM/day2/2.jpg', 'Pictures/moved.jpg');
  await files.moveDirectory('DCIM/day3', 'Movies/day3');
  files.deleteFile('DCIM/day4/4.jpg');
}

async function scanKilled(folder: string, home: string, killed: Killed): Promise<unknown> {
  const { moment, commits, turns } = killed;
  const args = [join(import.meta.dirname, 'scanKilled.ts'), folder, home, JSON.stringify(killed)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  let done = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    if (done++ !== commits || moment !== null) continue;
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
  }
  return ended;
}

/** Files on this computer that have a row. */
function readBefore({ database, volume }: ScanFixture): ReadonlySet<string | null> {
  const rows = database.all<{ _data: string }>('SELECT _data FROM files WHERE media_type = 1');
  return new Set(rows.map(({ _data }) => volume.files.resolve(_data.slice(volume.path.length + 1))));
}

test.for(Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round))(
  'a first scan that is killed goes on at the next start, seed %i',
  { timeout: 120_000 },
  async (seed) => {
    using root = temporary();
    const [folder, home] = [join(root.path, 'photos'), join(root.path, 'home')];
    await writeLibrary(folder, home);
    const before = folderState(folder);
    // It ends by itself only when it was quicker.
    expect([0, 'SIGKILL']).toContain(await scanKilled(folder, home, momentOf(seed)));
    expect(folderState(folder)).toEqual(before);
    await using device = new ScanFixture({ folder, home, database: join(home, 'external.db') });
    const read = readBefore(device);
    await device.scan();
    expect(device.asked.filter((path) => read.has(path))).toEqual([]);
    expect(device.asked).toHaveLength(COUNT - read.size);
    expect(device.log).toEqual([]);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: COUNT + 1, indexed: COUNT + 1 }]);
    const pictures = Object.values(device.rows()).filter(({ media_type }) => media_type === 1);
    expect(pictures.filter(({ width, height }) => width !== 64 || height !== 48)).toEqual([]);
    await expectAgreement(device);
    await expectSettled(device);
    expect(folderState(folder)).toEqual(before);
  },
);
