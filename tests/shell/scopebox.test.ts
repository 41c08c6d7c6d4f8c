// What Android cannot be told from a shell, over a whole device.
import { expect, test } from 'vitest';
import { openShell } from '../../main/shell/shell.ts';
import { shellServices } from '../../main/systemShell.ts';
import { GALLERY, OLD_ALBUM, PHOTOS, type TestSystem, testSystem } from '../testSystem.ts';

const APP = GALLERY.packageName;
const LIBRARY = ['DCIM/a.jpg', 'DCIM/b.jpg', 'DCIM/c.jpg'];

type Ran = Readonly<{ stdout: string; stderr: string; exit: number }>;

/** @param signal of whoever runs it */
async function run(device: TestSystem, command: string, signal = new AbortController().signal): Promise<Ran> {
  const [out, err]: [Uint8Array[], Uint8Array[]] = [[], []];
  const exit = await openShell(shellServices(device.system, signal), `cmd scopebox ${command}`, {
    stdin: nothing(),
    stdout: (bytes) => void out.push(bytes),
    stderr: (bytes) => void err.push(bytes),
    ...{ signal, terminal: null, environment: {} },
  });
  return { stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exit };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const said = (text: string): Ran => ({ stdout: `${text}\n`, stderr: '', exit: 0 });
const refused = (text: string): Ran => ({ stdout: '', stderr: `Error: ${text}\n`, exit: 1 });

async function newest(device: TestSystem): Promise<readonly string[]> {
  const { stdout } = await run(
    device,
    `run-as com.android.shell content query --uri content://media/external/images/media --projection _id --sort "date_added DESC, _id DESC"`,
  );
  return [...stdout.matchAll(/_id=(\d+)/g)].map(([, id]) => `content://media/external/images/media/${id}`);
}

test('what an app sees: selected, told with the reason, and told to whoever listens', async () => {
  await using device = await testSystem({ photos: LIBRARY, apps: [GALLERY, OLD_ALBUM] });
  const [first = '', second = ''] = await newest(device);
  expect(await run(device, `select ${APP} --newest 1`)).toEqual(said(`${APP} sees 1 selected items`));
  const { stdout } = await run(device, `who-sees ${first}`);
  expect(stdout).toMatch(new RegExp(`^${APP} sees SELECTED The user selected it for ${APP} `, 'm'));
  expect(stdout).toMatch(new RegExp(`^${OLD_ALBUM.packageName} does-not-see PERMISSION_MISSING `, 'm'));
  expect((await run(device, `who-sees ${second}`)).stdout).toContain(`${APP} does-not-see NOT_SELECTED `);
  expect(await run(device, `select ${APP} ${first} ${second}`)).toEqual(said(`${APP} sees 2 selected items`));
  expect(await run(device, `access ${APP} denied`)).toEqual(said(`${APP} denied`));
  expect((await run(device, `who-sees ${first}`)).stdout).toContain(`${APP} does-not-see PERMISSION_MISSING`);
  expect(await run(device, 'who-sees content://media/external/images/media')).toMatchObject({ exit: 1 });
  expect(await run(device, 'who-sees content://com.x/1')).toEqual(
    refused('content://com.x/1 is no item of MediaStore.'),
  );

  const events = run(device, 'events -n 1 content://media');
  await run(device, `run-as com.android.shell content update --uri ${first} --bind is_favorite:i:1`);
  expect(await events).toMatchObject({ stdout: expect.stringMatching(/^notify 0x[0-9a-f]+ content:\/\/media\//) });
  const gone = new AbortController();
  const endless = run(device, 'events', gone.signal);
  gone.abort();
  await endless;
});

test('a dialog is waited for and answered: more photos each time, unless no more are wanted', async () => {
  await using device = await testSystem({ photos: LIBRARY, apps: [GALLERY] });
  const [first = '', second = '', third = ''] = await newest(device);
  expect(await run(device, 'wait-dialog --timeout 1')).toMatchObject({ exit: 1 });
  const sees = async () => {
    const { stdout } = await run(
      device,
      `run-as ${APP} content query --uri content://media/external/images/media --projection _id`,
    );
    return [...stdout.matchAll(/_id=(\d+)/g)].map(([, id]) => `content://media/external/images/media/${id}`);
  };
  const app = device.launch(APP);
  const asked = app.requestPermissions(PHOTOS, 1);
  expect(await run(device, 'wait-dialog')).toEqual(said(`grantPermissions ${APP}`));
  expect(await run(device, 'answer once')).toEqual(refused('The grantPermissions dialog has no answer once.'));
  expect(await run(device, 'answer --newest 1')).toEqual(
    refused('The grantPermissions dialog shows no newest photos.'),
  );
  expect(await run(device, 'answer selected')).toEqual(said('grantPermissions selected'));
  expect(await run(device, 'answer --newest 9')).toEqual(refused('There are only 3 items to pick.'));
  expect(await run(device, 'answer --newest 2')).toEqual(said('photoPicker picked 2'));
  await asked;
  expect((await sees()).sort()).toEqual([first, second].sort());
  const again = app.requestPermissions(PHOTOS.slice(0, 2), 2);
  expect(await run(device, 'answer no-more --timeout 10000')).toEqual(said('grantPermissions no-more'));
  await again;
  const last = app.requestPermissions(PHOTOS.slice(0, 2), 3);
  // Whoever has said so twice is shown the picker at once.
  expect(await run(device, 'answer --newest 1')).toEqual(said('photoPicker picked 3'));
  await last;
  expect((await sees()).sort()).toEqual([first, second, third].sort());
  expect(await run(device, 'answer what')).toMatchObject({ exit: 1, stderr: expect.stringContaining('An answer is ') });
});

test('a result is printed as the app gets it', async () => {
  await using device = await testSystem({ photos: LIBRARY, apps: [GALLERY] });
  const [first = ''] = await newest(device);
  const picking = run(device, `start-for-result ${APP} -a android.provider.action.PICK_IMAGES`);
  expect(await run(device, `answer ${first}`)).toEqual(said('photoPicker picked 1'));
  expect((await picking).stdout).toMatch(
    /^Result: RESULT_OK dat=content:\/\/media\/picker\/\S+\/media\/\d+ clip=\[\S+\] flg=0x41\n$/,
  );
  const left = run(device, `run-as ${APP} start-for-result -a android.provider.action.PICK_IMAGES`);
  await run(device, 'answer cancel');
  expect(await left).toEqual(said('Result: RESULT_CANCELED'));
  expect(await run(device, `start-for-result ${APP} -t image/png`)).toEqual(
    refused('An intent needs an action: -a ACTION.'),
  );
  expect((await run(device, `start-for-result ${APP} -a com.example.NOPE`)).stderr).toContain('No Activity found');
});

test.each([
  ['skin', said('U-managed')],
  ['skin U-legacy', said('U-legacy')],
  ['skin Pink', refused('A skin is T-legacy, U-legacy, U-managed, Modern.')],
  ['clock set 2024-06-01T12:00:00Z', said('2024-06-01T12:00:00.000Z')],
  ['clock advance 2h', said('2024-06-01T14:00:00.000Z')],
  ['clock advance soon', refused('soon is no duration; write 61, 500ms, 2h or 8d.')],
  ['api', said('API 34')],
  ['volume eject nope', refused('No volume nope is in its slot.')],
  ['snapshot save', expect.objectContaining({ exit: 1 })],
  ['fault list', { stdout: '', stderr: '', exit: 0 }],
  ['fault media hang --on open,thumbnail --times 2', said('media hang --on open,thumbnail --at before --times 2')],
  ['fault documents wrong-size --probability 0.5 --at during', expect.objectContaining({ exit: 0 })],
  [
    'fault list',
    said(
      'media hang --on open,thumbnail --at before --times 2\ndocuments wrong-size --on all --at during --probability 0.5',
    ),
  ],
  ['fault media explode', refused('What goes wrong is fail, hang, truncate.')],
  ['fault media fail --probability 2', refused('A probability is a number from 0 to 1.')],
  ['fault media clear', said('media without faults')],
  ['provider media offline', said('media offline')],
  ['provider media sign-in me@example.com', said('media sign-in me@example.com')],
  ['provider media use com.nope', refused('Cloud provider not supported: com.nope')],
  ['provider documents sign-in', refused('It needs an account.')],
  ['provider list', expect.objectContaining({ stdout: expect.stringMatching(/^media \S+ me@example\.com /m) })],
  ['nonsense', { stdout: 'Unknown command: nonsense\n', stderr: '', exit: 255 }],
  ['help', expect.objectContaining({ exit: 0, stdout: expect.stringContaining('who-sees URI') })],
] as const)('%s', { concurrent: false }, async (command, expected) => {
  expect(await run(await sharedDevice(), command)).toEqual(expected);
});

/** One for all lines of the table, in their order. */
let shared: Promise<TestSystem> | null = null;

function sharedDevice(): Promise<TestSystem> {
  shared ??= testSystem({ apps: [GALLERY] });
  return shared;
}
