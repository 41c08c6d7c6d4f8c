// The tester's switches of the device as a whole, and its snapshots.
import { z } from 'zod';
import type { SdkInt } from '../../../contract/android/build.ts';
import { milliseconds } from '../../../sdk/duration.ts';
import { deviceGuards } from '../guards.ts';
import { blob, deviceState, snapshot } from './answers.ts';
import { argument, named } from './named.ts';
import { type Operation, operation } from './operation.ts';

const DEVICE = { method: 'POST', tag: 'Device' } as const;

const SNAPSHOT = {
  ...{ name: 'before-upgrade', savedAt: 1_717_243_200_000, bytes: 1_204_224, files: 31, folder: '/home/me/Pictures' },
  writtenThrough: [],
};

/** Where `reboot` and its like end what is open. */
const ENDS = 'Ends every process and dialog of the device.';

const switches = z.strictObject({
  api: argument(deviceGuards, 'setSdk', 0).optional().describe('API level: an update, or back. It reboots the device.'),
  skin: argument(deviceGuards, 'setSkin', 0).optional().describe('Which photo picker the device ships.'),
  workProfile: argument(deviceGuards, 'setWorkProfile', 0).optional(),
  takeOverGetContent: argument(deviceGuards, 'setTakeOverGetContent', 0).optional(),
  keepsActivities: argument(deviceGuards, 'setKeepsActivities', 0).optional(),
  clock: argument(deviceGuards, 'setClock', 0).optional().describe('manual: it stands still until it is advanced.'),
});

const state: Operation['example']['answer'] = {
  ...{ sdk: 34, skin: 'U-managed', workProfile: 'none', takeOverGetContent: true, keepsActivities: true },
  ...{ bootCount: 1, booted: true, currentTimeMillis: 1_717_243_200_000, clock: 'system', home: '/home/me/device' },
  ...{ isDemoLibrary: true, volumes: [], work: null, packages: [] },
};

export const deviceOperations: readonly Operation[] = [
  operation({
    ...{ id: 'getDevice', method: 'GET', path: '/device', tag: 'Device', summary: 'Everything the panel shows.' },
    ...{ answer: deviceState, example: { answer: state } },
    run: ({ device }) => device.tester.state(),
  }),
  operation({
    ...{ id: 'changeDevice', method: 'PATCH', path: '/device', tag: 'Device' },
    summary: 'Turns switches; what is left out stays. Answers the state afterwards.',
    ...{ body: switches, answer: deviceState, example: { body: { api: 34, clock: 'manual' }, answer: state } },
    run: async ({ body, device: { tester } }) => {
      const { api, skin, workProfile, takeOverGetContent, keepsActivities, clock } = body as Switches;
      if (clock !== undefined) await tester.setClock(clock);
      if (skin !== undefined) await tester.setSkin(skin);
      if (workProfile !== undefined) await tester.setWorkProfile(workProfile);
      if (takeOverGetContent !== undefined) await tester.setTakeOverGetContent(takeOverGetContent);
      if (keepsActivities !== undefined) await tester.setKeepsActivities(keepsActivities);
      if (api !== undefined) await tester.setSdk(api);
      return tester.state();
    },
  }),
  operation({
    ...{ ...DEVICE, id: 'advanceClock', path: '/device/clock/advance' },
    summary: 'Lets time pass on the device’s clock, which is stopped with that; what was due happens in order.',
    body: z.strictObject({
      duration: z
        .union([z.number().nonnegative(), z.string().max(100)])
        .describe('“61s”, “2h”, “8d”, or milliseconds.'),
    }),
    answer: z.strictObject({ currentTimeMillis: z.number() }),
    example: { body: { duration: '61s' }, answer: { currentTimeMillis: 1_717_243_261_000 } },
    run: async ({ body, device: { tester } }) => {
      const time = milliseconds(body.duration);
      await tester.setClock('manual');
      await tester.advanceClock(time);
      return { currentTimeMillis: (await tester.state()).currentTimeMillis };
    },
  }),
  operation({
    ...{
      ...DEVICE,
      id: 'reboot',
      path: '/device/reboot',
      summary: 'Switches the device off and on.',
      description: ENDS,
    },
    run: ({ device }) => device.tester.reboot(),
  }),
  operation({
    ...{ ...DEVICE, id: 'mark', path: '/device/mark', summary: 'Remembers the device as it is now, for reset.' },
    run: ({ device }) => device.tester.mark(),
  }),
  operation({
    ...{ ...DEVICE, id: 'reset', path: '/device/reset', description: ENDS },
    summary: 'Makes the device as it was marked: apps, permissions, selections, changes, clock.',
    answer: z.strictObject({ lastEntry: z.int().describe('The journal’s last entry before.') }),
    example: { answer: { lastEntry: 42 } },
    run: async ({ device }) => ({ lastEntry: await device.tester.reset() }),
  }),
  operation({
    ...{ ...DEVICE, id: 'factoryReset', path: '/device/factoryReset', description: ENDS },
    summary: 'Forgets apps, permissions, selections and rows. Your folder is read again, and not changed.',
    run: ({ device }) => device.tester.factoryReset(),
  }),
  operation({
    ...{ ...DEVICE, id: 'home', path: '/device/home', summary: 'The Home button.' },
    run: ({ device }) => device.tester.home(),
  }),
  operation({
    ...{ ...DEVICE, id: 'shell', path: '/device/shell', summary: 'adb shell: a command line, or its words.' },
    body: z.strictObject({
      command: z.string().max(1_000_000).optional().describe('A whole line for the shell, with pipes and quotes.'),
      args: argument(deviceGuards, 'shell', 0).optional().describe('Words of one command, taken as they are.'),
      stdin: z.union([argument(deviceGuards, 'shell', 1), z.string().max(1_000_000)]).optional(),
    }),
    answer: z.strictObject({
      exitCode: z.int(),
      stdout: z.union([z.string(), blob]).describe('Text, or bytes where it is no UTF-8.'),
      stderr: z.string(),
      truncated: z.boolean().describe('Whether it printed more than is kept.'),
    }),
    example: {
      body: { command: 'content query --uri content://media/external/images/media --projection _id | wc -l' },
      answer: { exitCode: 0, stdout: '18\n', stderr: '', truncated: false },
    },
    run: async ({ body, device: { tester } }) => {
      const args = (body.args as readonly string[] | undefined) ?? ['sh', '-c', body.command ?? ''];
      const { stdin } = body;
      const bytes = typeof stdin === 'string' ? new TextEncoder().encode(stdin) : (stdin as Uint8Array | undefined);
      const { exitCode, stdout, stderr, truncated } = await tester.shell(args, bytes);
      return { exitCode, stdout: textOrBytes(stdout), stderr, truncated };
    },
  }),
  operation({
    ...{ id: 'listSnapshots', method: 'GET', path: '/device/snapshots', tag: 'Device', summary: 'Newest first.' },
    answer: z.strictObject({ snapshots: z.array(snapshot) }),
    example: { answer: { snapshots: [SNAPSHOT] } },
    run: async ({ device }) => ({ snapshots: await device.tester.snapshots() }),
  }),
  operation({
    ...{ ...DEVICE, id: 'saveSnapshot', path: '/device/snapshots', summary: 'Saves what is on the device.' },
    ...{ body: named(deviceGuards, 'saveSnapshot', ['name']), answer: snapshot },
    example: { body: { name: 'before-upgrade' }, answer: SNAPSHOT },
    location: ({ body }) => `/device/snapshots/${encodeURIComponent((body as Readonly<{ name: string }>).name)}`,
    run: async ({ body, device: { tester } }) => {
      const name = String(body.name);
      await tester.saveSnapshot(name);
      return (await tester.snapshots()).find((each) => each.name === name);
    },
  }),
  operation({
    ...{ ...DEVICE, id: 'restoreSnapshot', path: '/device/snapshots/{name}/restore' },
    summary: 'Restarts the device with what was saved.',
    description: 'Every connection ends; until the device is there again everything answers 503.',
    ...{ params: named(deviceGuards, 'restoreSnapshot', ['name']), example: { path: { name: 'before-upgrade' } } },
    run: ({ path, device }) => device.tester.restoreSnapshot(String(path.name)),
  }),
  operation({
    ...{ id: 'deleteSnapshot', method: 'DELETE', path: '/device/snapshots/{name}', tag: 'Device' },
    ...{ summary: 'Deletes a snapshot.', example: { path: { name: 'before-upgrade' } } },
    params: named(deviceGuards, 'deleteSnapshot', ['name']),
    run: ({ path, device }) => device.tester.deleteSnapshot(String(path.name)),
  }),
];

type Tester = Parameters<Operation['run']>[0]['device']['tester'];
type Argument<K extends keyof Tester> = Parameters<Tester[K]>[0];

/** What the guards of the setters let through. */
type Switches = Readonly<{
  api?: SdkInt;
  skin?: Argument<'setSkin'>;
  workProfile?: Argument<'setWorkProfile'>;
  takeOverGetContent?: boolean;
  keepsActivities?: boolean;
  clock?: Argument<'setClock'>;
}>;

function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
