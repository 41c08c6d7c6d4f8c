import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { differs, identityOfFolder, VolumeRecords } from '../../main/device/volumeRecords.ts';

function folders(...names: readonly string[]): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-records-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const name of names) mkdirSync(join(root, name));
  return names.map((name) => join(root, name));
}

/** What was saved is read again as a start does. */
class Saved {
  json: unknown = null;

  read(): VolumeRecords {
    return new VolumeRecords({
      load: () => this.json,
      save: (json) => {
        this.json = JSON.parse(JSON.stringify(json));
      },
    });
  }
}

test('a folder keeps its id, its name and its limits; another kind brings another name', () => {
  const [one = '', two = ''] = folders('one', 'two');
  const saved = new Saved();
  const records = saved.read();
  const first = records.recordFor({ folder: one, kind: 'sd', description: 'Holiday' });
  records.put({ ...first, presence: 'mounted' });
  records.setLimits(first.fsUuid, { readOnly: true });
  records.setLimits('primary', { quotaBytes: 5 });
  const again = saved.read();
  expect(again.all()).toEqual([{ ...first, presence: 'mounted', readOnly: true }]);
  expect(again.limits('primary')).toEqual({ readOnly: false, quotaBytes: 5 });
  expect(again.recordFor({ folder: one, kind: 'sd' })).toMatchObject({ fsUuid: first.fsUuid, description: 'Holiday' });
  expect(again.recordFor({ folder: one, kind: 'usb' })).toMatchObject({
    ...{ fsUuid: first.fsUuid, kind: 'usb', description: 'USB drive' },
  });
  expect(again.recordFor({ folder: two, kind: 'sd' }).fsUuid).not.toBe(first.fsUuid);
});

test('a folder that was moved is the same volume, one that took its place is another', () => {
  const [one = '', two = ''] = folders('one', 'two');
  const records = new Saved().read();
  const first = records.recordFor({ folder: one, kind: 'sd' });
  records.put(first);
  // A file system's clock ticks every few milliseconds, and two folders can be made within one tick.
  while (!differs(identityOfFolder(two), first.identity)) {
    rmdirSync(two);
    mkdirSync(two);
  }
  renameSync(one, `${one}-moved`);
  expect(records.recordFor({ folder: two, kind: 'sd' }).fsUuid).not.toBe(first.fsUuid);
  renameSync(two, one);
  expect(records.recordFor({ folder: `${one}-moved`, kind: 'sd' }).fsUuid).toBe(first.fsUuid);
  expect(records.recordFor({ folder: one, kind: 'sd' }).fsUuid).not.toBe(first.fsUuid);
});

test.each<readonly [string, unknown]>([
  ['nothing', undefined],
  ['a text', 'volumes'],
  ['no list', { volumes: {} }],
  [
    'an id that leads out of the home',
    { volumes: [{ fsUuid: '../../x', kind: 'sd', folder: '/x', presence: 'mounted' }] },
  ],
  ['an unknown kind', { volumes: [{ fsUuid: '0000-0000', kind: 'floppy', folder: '/x', presence: 'mounted' }] }],
  ['limits that are none', { primary: { readOnly: 'yes', quotaBytes: -1 }, volumes: [null] }],
])('%s counts as none', (_, json) => {
  const saved = new Saved();
  saved.json = json;
  const records = saved.read();
  expect(records.all()).toEqual([]);
  expect(records.limits('primary')).toEqual({ readOnly: false, quotaBytes: null });
});
