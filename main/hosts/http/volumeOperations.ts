// Volumes, and what apps have changed above their folders.
import { z } from 'zod';
import type { NewVolume } from '../../../contract/rpc/deviceApi.ts';
import type { ApplyConfirmation } from '../../../contract/rpc/volumeChanges.ts';
import { deviceGuards } from '../guards.ts';
import { volumeChange, volumeState } from './answers.ts';
import { argument, named } from './named.ts';
import { type Operation, operation } from './operation.ts';

const ofVolume = z.strictObject({
  id: argument(deviceGuards, 'changes', 0).describe('primary, or an id such as 19F4-0903.'),
});
const path = { id: '19F4-0903' };

const CARD = {
  ...{ id: '19F4-0903', volumeName: '19f4-0903', folder: '/media/card', kind: 'sd', description: 'SD card' },
  ...{ state: 'ready', writeThrough: false, readOnly: false, quotaBytes: null, freeBytes: 1e9, totalBytes: 4e9 },
  ...{ files: 12, indexed: 12, skipped: 0, doubtful: false, problem: null, total: null, rate: null, remaining: null },
  ...{ paused: false, watching: 'events' },
};

const CHANGE = { path: 'Pictures/a.jpg', kind: 'created', isDirectory: false, size: 2_048, conflict: null };

type Ending = Readonly<{
  id: string;
  verb: string;
  method: 'unmountVolume' | 'ejectVolume' | 'removeVolume';
  summary: string;
}>;

const ENDINGS: readonly Ending[] = [
  {
    id: 'unmountVolume',
    verb: 'unmount',
    method: 'unmountVolume',
    summary: 'Unmounts a volume; the next boot mounts it.',
  },
  { id: 'ejectVolume', verb: 'eject', method: 'ejectVolume', summary: 'Unmounts a volume and takes it out.' },
  { id: 'removeVolume', verb: 'remove', method: 'removeVolume', summary: 'Pulls a volume out while it is mounted.' },
];

export const volumeOperations: readonly Operation[] = [
  operation({
    ...{
      id: 'listVolumes',
      method: 'GET',
      path: '/device/volumes',
      tag: 'Volumes',
      summary: 'The volumes, and how far their scans are.',
    },
    answer: z.strictObject({ volumes: z.array(volumeState) }),
    example: { answer: { volumes: [CARD] } },
    run: async ({ device }) => ({ volumes: (await device.tester.state()).volumes }),
  }),
  operation({
    ...{ id: 'mountVolume', method: 'POST', path: '/device/volumes', tag: 'Volumes' },
    summary: 'Puts a folder of this computer in as an SD card or a USB drive.',
    ...{ body: argument(deviceGuards, 'mountVolume', 0), answer: volumeState },
    example: { body: { folder: '/media/card', kind: 'sd' }, answer: CARD },
    location: () => '/device/volumes',
    run: ({ body, device }) => device.tester.mountVolume(body as NewVolume),
  }),
  operation({
    ...{ id: 'changeVolume', method: 'PATCH', path: '/device/volumes/{id}', tag: 'Volumes' },
    summary: 'Makes a volume read-only, or gives it a size.',
    ...{ params: ofVolume, body: argument(deviceGuards, 'setVolume', 1) },
    example: { path, body: { quotaBytes: 10_000_000 } },
    run: ({ path: { id }, body, device }) =>
      device.tester.setVolume(String(id), body as Readonly<{ readOnly?: boolean }>),
  }),
  ...ENDINGS.map(({ id, verb, method, summary }) =>
    operation({
      ...{ id, method: 'POST', path: `/device/volumes/{id}/${verb}`, tag: 'Volumes', summary },
      ...{ params: ofVolume, example: { path } },
      run: ({ path: { id: volume }, device }) => device.tester[method](String(volume)),
    }),
  ),
  operation({
    ...{ id: 'pauseScan', method: 'POST', path: '/device/scans/{volumeName}/pause', tag: 'Volumes' },
    ...{ summary: 'Lets the scans of a volume wait.', params: named(deviceGuards, 'pauseScan', ['volumeName']) },
    example: { path: { volumeName: 'external_primary' } },
    run: ({ path: { volumeName }, device }) => device.tester.pauseScan(String(volumeName)),
  }),
  operation({
    ...{ id: 'resumeScan', method: 'POST', path: '/device/scans/{volumeName}/resume', tag: 'Volumes' },
    ...{ summary: 'Lets them go on.', params: named(deviceGuards, 'resumeScan', ['volumeName']) },
    example: { path: { volumeName: 'external_primary' } },
    run: ({ path: { volumeName }, device }) => device.tester.resumeScan(String(volumeName)),
  }),
  operation({
    ...{ id: 'indexAsItIs', method: 'POST', path: '/device/volumes/{id}/indexAsItIs', tag: 'Volumes' },
    summary: 'Takes a folder that is empty, or another one than before, for right.',
    ...{ params: ofVolume, example: { path } },
    run: ({ path: { id }, device }) => device.tester.indexAsItIs(String(id)),
  }),
  operation({
    ...{ id: 'getChanges', method: 'GET', path: '/device/volumes/{id}/changes', tag: 'Volumes' },
    summary: 'What a volume shows otherwise than its folder.',
    params: ofVolume,
    answer: z.strictObject({
      ...{ folder: z.string(), created: z.int(), changed: z.int(), deleted: z.int(), conflicts: z.int() },
      ...{ bytes: z.number(), entries: z.array(volumeChange).describe('The first thousand.') },
    }),
    example: {
      path,
      answer: {
        folder: '/media/card',
        created: 1,
        changed: 0,
        deleted: 0,
        conflicts: 0,
        bytes: 2_048,
        entries: [CHANGE],
      },
    },
    run: ({ path: { id }, device }) => device.tester.changes(String(id)),
  }),
  operation({
    ...{ id: 'exportChanges', method: 'POST', path: '/device/volumes/{id}/changes/export', tag: 'Volumes' },
    summary: 'Copies what was created and changed into a new or empty folder of this computer.',
    ...{ params: ofVolume, body: z.strictObject({ folder: argument(deviceGuards, 'exportChanges', 1) }) },
    example: { path, body: { folder: '/home/me/changes' } },
    run: ({ path: { id }, body, device }) => device.tester.exportChanges(String(id), String(body.folder)),
  }),
  operation({
    ...{ id: 'applyChanges', method: 'POST', path: '/device/volumes/{id}/changes/apply', tag: 'Volumes' },
    summary: 'Does every change in your folder itself.',
    description: 'There is no undo. `folder` is the folder that you mean; any other one is refused.',
    ...{ params: ofVolume, body: argument(deviceGuards, 'applyChanges', 1) },
    answer: z.strictObject({ applied: z.int(), conflicts: z.array(volumeChange) }),
    example: {
      path,
      body: { folder: '/media/card', overwriteConflicts: false },
      answer: { applied: 1, conflicts: [] },
    },
    run: ({ path: { id }, body, device }) => device.tester.applyChanges(String(id), body as ApplyConfirmation),
  }),
  operation({
    ...{ id: 'dropChanges', method: 'DELETE', path: '/device/volumes/{id}/changes', tag: 'Volumes' },
    ...{ summary: 'Forgets what was changed.', params: ofVolume, example: { path } },
    run: ({ path: { id }, device }) => device.tester.dropChanges(String(id)),
  }),
];
