// Every change that an operation makes on the disk is its last one once, and meets a full disk once.
import { expect, test } from 'vitest';
import { type Fault, withFault } from './faultyDisk.ts';
import { newVolume, openVolume, shown, type VolumeFixture, WRITERS, type Writer } from './volumeFixture.ts';
import { after, type Model, perform, type Step } from './volumeModel.ts';
import { modelOf, shownOf } from './volumeModelFolder.ts';

const FILES = {
  'DCIM/a.jpg': 'A',
  'DCIM/b.jpg': 'B',
  'DCIM/Camera/c.jpg': 'C',
  'DCIM/Camera/deep/d.jpg': 'D',
  'Pictures/e.jpg': 'E',
  'empty/': '',
};

const OPERATIONS: readonly (readonly [string, readonly Step[]])[] = [
  ['making directories', [{ kind: 'mkdirs', path: 'DCIM/Camera/new/newer/newest' }]],
  ['making a file in a new directory', [{ kind: 'create', path: 'new/newer/file.jpg' }]],
  ['making a file in a directory of the folder', [{ kind: 'create', path: 'DCIM/Camera/file.jpg' }]],
  ['emptying a file of the folder', [{ kind: 'create', path: 'DCIM/a.jpg' }]],
  // One byte: half a write of the app's own is the app's affair.
  ['writing a file of the folder', [{ kind: 'append', path: 'DCIM/a.jpg', bytes: 'm' }]],
  ['moving a file of the folder', [{ kind: 'moveFile', path: 'DCIM/a.jpg', to: 'DCIM/Camera/x.jpg' }]],
  ['moving a file of the folder to a new directory', [{ kind: 'moveFile', path: 'DCIM/a.jpg', to: 'n/m/x.jpg' }]],
  ['moving a file over another', [{ kind: 'moveFile', path: 'DCIM/a.jpg', to: 'Pictures/e.jpg' }]],
  [
    'moving a file of the upper layer',
    [
      { kind: 'create', path: 'new.jpg' },
      { kind: 'moveFile', path: 'new.jpg', to: 'n/m/x.jpg' },
    ],
  ],
  [
    'moving a file that was copied up',
    [
      { kind: 'append', path: 'DCIM/a.jpg', bytes: 'more' },
      { kind: 'moveFile', path: 'DCIM/a.jpg', to: 'n/m/x.jpg' },
    ],
  ],
  ['moving a directory of the folder', [{ kind: 'moveDirectory', path: 'DCIM', to: 'n/DCIM' }]],
  ['moving a directory over an empty one', [{ kind: 'moveDirectory', path: 'DCIM', to: 'empty' }]],
  [
    'moving a directory of both layers',
    [
      { kind: 'append', path: 'DCIM/a.jpg', bytes: 'more' },
      { kind: 'create', path: 'DCIM/Camera/new.jpg' },
      { kind: 'deleteFile', path: 'DCIM/b.jpg' },
      { kind: 'moveDirectory', path: 'DCIM', to: 'n/m' },
    ],
  ],
  [
    'moving a directory of the upper layer',
    [
      { kind: 'create', path: 'new/file.jpg' },
      { kind: 'moveDirectory', path: 'new', to: 'n/m' },
    ],
  ],
  ['deleting a file of the folder', [{ kind: 'deleteFile', path: 'DCIM/a.jpg' }]],
  [
    'deleting a file of both layers',
    [
      { kind: 'append', path: 'DCIM/a.jpg', bytes: 'more' },
      { kind: 'deleteFile', path: 'DCIM/a.jpg' },
    ],
  ],
  [
    'deleting a directory of both layers',
    [
      { kind: 'create', path: 'DCIM/Camera/new.jpg' },
      { kind: 'deleteDirectory', path: 'DCIM' },
    ],
  ],
  [
    'deleting a directory that was made again',
    [
      { kind: 'deleteDirectory', path: 'DCIM' },
      { kind: 'create', path: 'DCIM/a.jpg' },
      { kind: 'deleteDirectory', path: 'DCIM' },
    ],
  ],
  ['setting a time', [{ kind: 'setLastModified', path: 'DCIM/a.jpg', time: 1_234_567_890_001 }]],
  ['clearing twice', [{ kind: 'create', path: 'DCIM/new.jpg' }, { kind: 'clear' }, { kind: 'clear' }]],
  [
    'clearing',
    [{ kind: 'create', path: 'DCIM/new.jpg' }, { kind: 'deleteDirectory', path: 'DCIM/Camera' }, { kind: 'clear' }],
  ],
];

/** A clear forgets nothing where there is no layer. */
const CASES = WRITERS.flatMap((writer) =>
  OPERATIONS.filter(([name]) => writer === 'layered' || !name.startsWith('clearing')).map(
    ([name, steps]) => [name, writer, steps] as const,
  ),
);

/** Runs an operation with a fault at its nth change. @returns whether it came to that */
async function meets(steps: readonly Step[], writer: Writer, { kind, at }: Fault): Promise<boolean> {
  const fixture = newVolume(FILES, writer);
  const lower = modelOf(FILES);
  const volume = await fixture.again();
  let before: Model = lower;
  for (const step of steps.slice(0, -1)) before = await done(volume, before, step);
  const last = steps.at(-1);
  if (last === undefined) return false;
  let code: unknown = null;
  const { failed } = await withFault({ kind, at }, async () => {
    code = await perform(volume, last);
  });
  const next = after(before, lower, last);
  if (typeof next === 'string') throw new Error(`${next} was not expected.`);
  const says = `${kind} at ${at} of ${JSON.stringify(last)}`;
  if (kind === 'killed') await killedWhileRecovering(fixture, writer);
  const found = await shown(kind === 'full' ? volume : await fixture.again());
  const isAfter = JSON.stringify(sorted(found)) === JSON.stringify(sorted(shownOf(next)));
  if (code === null || kind === 'killed')
    expect(isAfter || sorted(found), says).toEqual(isAfter || sorted(shownOf(before)));
  else expect(sorted(found), says).toEqual(sorted(shownOf(before)));
  if (!failed) expect([code, isAfter], says).toEqual([null, true]);
  const again = await fixture.again();
  expect(sorted(await shown(again)), says).toEqual(sorted(found));
  // What was interrupted can be done, and stays done.
  if (!isAfter) await done(again, before, last);
  expect(sorted(await shown(await fixture.again())), says).toEqual(sorted(shownOf(next)));
  return failed;

  async function done(on: typeof volume, model: Model, step: Step): Promise<Model> {
    expect(await perform(on, step)).toBeNull();
    const result = after(model, lower, step);
    if (typeof result === 'string') throw new Error(`${result} was not expected.`);
    return result;
  }
}

/** Each start gets a little further than the one before. */
async function killedWhileRecovering({ root }: VolumeFixture, writer: Writer): Promise<void> {
  const start = async () => openVolume(root, writer).recover();
  for (let at = 1; ; at++) {
    const { failed } = await withFault({ kind: 'killed', at }, () => start().catch(() => {}));
    if (!failed) return;
  }
}

test.each(CASES)('%s is done or not done, whenever it is killed, %s', async (_, writer, steps) => {
  let at = 1;
  while (await meets(steps, writer, { kind: 'killed', at })) at++;
  expect(at).toBeGreaterThan(1);
});

test.each(CASES)('%s is done or not done, whenever the disk is full, %s', async (_, writer, steps) => {
  let at = 1;
  while (await meets(steps, writer, { kind: 'full', at })) at++;
});

function sorted(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
