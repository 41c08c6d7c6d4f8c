// What the desktop host decides without Electron: where a window opens, what a link means, when to notify, when to ask.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { questionOf, readBrought, sessionText, takeBrought } from '../../main/hosts/desktopLinks.ts';
import { DesktopMemory } from '../../main/hosts/desktopMemory.ts';
import { desktopMenu, type MenuActions } from '../../main/hosts/desktopMenu.ts';
import { LongScans } from '../../main/hosts/desktopScans.ts';
import { placeOn, readDesktopState, withRecent } from '../../main/hosts/desktopState.ts';
import { checkAtStart, checkForUpdates, type Question, type Updater } from '../../main/hosts/desktopUpdates.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const left = { x: 0, y: 0, width: 1_920, height: 1_040 };
const right = { x: 1_920, y: 0, width: 1_280, height: 700 };
const place = (x: number, y: number, width = 1_000, height = 800) => ({ x, y, width, height, maximized: false });

describe('the window', () => {
  test.each([
    ['never opened: the system chooses where', null, [left], { width: 1_180, height: 960 }],
    ['on a small display it is no larger than that', null, [right], { width: 1_180, height: 700 }],
    ['where it was', place(100, 50), [left, right], { x: 100, y: 50, width: 1_000, height: 800 }],
    ['on the second display', place(2_000, 0, 800, 600), [left, right], { x: 2_000, y: 0, width: 800, height: 600 }],
    ['whose display is gone', place(2_000, 0, 800, 600), [left], { width: 800, height: 600 }],
    ['half beyond an edge', place(-500, 900), [left], { x: 0, y: 240, width: 1_000, height: 800 }],
    ['out of reach above', place(100, -400), [left], { width: 1_000, height: 800 }],
    ['larger than what is left of the display', place(1_950, 10, 2_000, 1_500), [right], { ...right }],
    ['too small to use', place(10, 10, 5, 5), [], { width: 480, height: 400 }],
  ] as const)('%s', (_, was, displays, expected) => {
    expect(placeOn(was, displays)).toEqual(expected);
  });

  test('what is remembered is read from any file, and nothing else of it', () => {
    const nothing = { window: null, recent: [], checksForUpdates: false };
    for (const json of [null, 5, 'x', [], {}, { window: { x: 1e300 }, recent: 'no', checksForUpdates: 'yes' }])
      expect(readDesktopState(json)).toEqual(nothing);
    expect(readDesktopState({ recent: ['/a', 4, '', '/b'], checksForUpdates: true }).recent).toEqual(['/a', '/b']);
    const { window } = readDesktopState({ window: { x: 1, y: 2, width: 3, height: 4, maximized: 1 } });
    expect(window).toEqual({ x: 1, y: 2, width: 3, height: 4, maximized: false });
  });

  test('each change is on disk at once; a damaged file is kept aside', async () => {
    await using folder = await temporaryFolder('desktop');
    const path = join(folder.path, 'below', 'desktop.json');
    const problems: string[] = [];
    const memory = () => new DesktopMemory(path, (sentence) => problems.push(sentence));
    const first = memory();
    first.opened('/photos');
    first.setWindow(place(1, 2));
    first.setChecksForUpdates(true);
    expect(memory().state).toEqual({ window: place(1, 2), recent: ['/photos'], checksForUpdates: true });
    first.forget();
    expect(memory().state.recent).toEqual([]);
    writeFileSync(path, '{"window":');
    expect(memory().state).toEqual({ window: null, recent: [], checksForUpdates: false });
    expect(problems).toEqual([expect.stringContaining('damaged-1')]);
  });

  test('the last folders come first, each once, eight of them', () => {
    expect(withRecent(['/a', '/b'], '/b')).toEqual(['/b', '/a']);
    const many = [...'abcdefghi'].reduce<readonly string[]>((recent, name) => withRecent(recent, `/${name}`), []);
    expect(many).toHaveLength(8);
    expect(many[0]).toBe('/i');
  });
});

describe('links and files', () => {
  test.each([
    [['/photos', '--api', '33'], { args: ['/photos', '--api', '33'], brought: null }],
    [['scopebox://scenario/S01'], { args: [], brought: 'scopebox://scenario/S01' }],
    [['--write-through', '/photos', 'SCOPEBOX://open?folder=/'], { args: [], brought: 'SCOPEBOX://open?folder=/' }],
    [['/x/trip.scopebox-session'], { args: [], brought: '/x/trip.scopebox-session' }],
    [['file:///x/my%20trip.scopebox-session'], { args: [], brought: '/x/my trip.scopebox-session' }],
    [['file:///x/photos'], { args: ['/x/photos'], brought: null }],
    [['file://elsewhere/x'], { args: ['file://elsewhere/x'], brought: null }],
    [['/x/limited.scopebox.yaml'], { args: [], brought: '/x/limited.scopebox.yaml' }],
    [['--home', '/x/a.scopebox-session'], { args: ['--home', '/x/a.scopebox-session'], brought: null }],
  ])('the arguments %j', (args, expected) => {
    expect(takeBrought(args)).toEqual(expected);
  });

  test.each([
    'scopebox:',
    'scopebox://',
    'scopebox://scenario',
    'scopebox://scenario/',
    'scopebox://scenario/../S01/x',
    'scopebox://scenario/S01?run=1',
    'scopebox://scenario/S01#run',
    'scopebox://scenario/S%2001',
    'scopebox://user@scenario/S01',
    'scopebox://run/S01',
    'scopebox://open',
    'scopebox://open?folder=relative',
    'scopebox://open?folder=%00',
    'scopebox://open?folder=/tmp&folder=/',
    'scopebox://open?folder=/tmp&write-through=1',
    'scopebox://open/sub?folder=/tmp',
    'scopebox://open?folder=/nowhere-at-all',
    `scopebox://open?folder=/${'x'.repeat(3_000)}`,
  ])('%s opens nothing, and says so in a sentence that fits a window', (link) => {
    const brought = readBrought(link);
    if (!('problem' in brought)) throw new Error(`It opens ${JSON.stringify(brought)}`);
    expect(brought.problem.length).toBeLessThan(400);
    expect(questionOf(brought)).toBeNull();
  });

  test('what they ask for is a question first', async () => {
    await using folder = await temporaryFolder('brought');
    const photos = join(folder.path, 'My photos & more');
    mkdirSync(photos);
    const scenario = readBrought('scopebox://scenario/S01');
    expect(scenario).toEqual({ kind: 'scenario', scenario: { id: 'S01' } });
    expect(questionOf(scenario)).toMatchObject({ message: 'Show the scenario S01?', yes: 'Show' });
    const open = readBrought(`scopebox://open?folder=${encodeURIComponent(photos)}`);
    expect(open).toEqual({ kind: 'folder', folder: photos, api: null });
    expect(questionOf(open)?.message).toBe(`Show the device on ${photos}?`);
    expect(readBrought(photos)).toEqual(open);
  });

  test('a session remembers the folder and the level; a scenario is read, and run by nothing here', async () => {
    await using folder = await temporaryFolder('files');
    const write = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder.path, name), content);
      return readBrought(join(folder.path, name));
    };
    const session = write('trip.scopebox-session', sessionText({ folder: folder.path, api: 30 }));
    expect(session).toEqual({ kind: 'folder', folder: folder.path, api: 30 });
    expect(questionOf(session)?.message).toContain('with Android API 30');
    expect(write('odd.scopebox-session', sessionText({ folder: folder.path, api: 30 }).replace('30', '99'))).toEqual({
      ...{ kind: 'folder', folder: folder.path, api: null },
    });
    const file = write('limited.scopebox.yaml', 'name: Limited\n');
    expect(file).toEqual({ kind: 'scenario', scenario: { name: 'limited.scopebox.yaml', text: 'name: Limited\n' } });
    const wrong = [
      write('a.scopebox-session', 'PK\u0003\u0004'),
      write('b.scopebox-session', 'null'),
      write('c.scopebox-session', '{"folder":"/"}'),
      write('d.scopebox-session', '{"scopebox":"session","folder":["/"]}'),
      write('e.scopebox-session', ' '.repeat(70_000)),
      write('f.scopebox.yaml', new Uint8Array([0xff, 0xfe])),
      readBrought(join(folder.path, 'gone.scopebox.yaml')),
    ];
    for (const one of wrong) expect(Object.keys(one)).toEqual(['problem']);
  });
});

type Item = Readonly<{
  id?: string;
  role?: string;
  accelerator?: string;
  checked?: boolean;
  label?: string;
  submenu?: readonly Item[];
}>;

describe('the menu', () => {
  const actions = new Proxy({}, { get: () => () => undefined }) as MenuActions;
  const shown = (isMac: boolean): readonly Item[] =>
    desktopMenu({ isMac, folder: '/b', recent: ['/a', '/b'], sdk: 30, answersAdb: true }, actions) as readonly Item[];
  const items = (isMac: boolean) => shown(isMac).flatMap((menu) => [menu, ...(menu.submenu ?? [])]);

  test('has each platform’s own menus where it wants them', () => {
    const roles = (isMac: boolean) => items(isMac).flatMap(({ role }) => role ?? []);
    expect(roles(true)).toEqual(expect.arrayContaining(['appMenu', 'editMenu', 'windowMenu', 'help', 'close']));
    expect(roles(true)).not.toContain('quit');
    expect(roles(false)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu', 'help', 'quit', 'about']));
    expect(roles(false)).not.toContain('appMenu');
    expect(roles(false)).toEqual(expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen']));
  });

  test('no key does two things, and the eight levels have 1 to 8', () => {
    const keys = items(false).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const levels = items(false).filter(({ id }) => id?.startsWith('api-'));
    expect(levels.map(({ accelerator }) => accelerator)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `CmdOrCtrl+${n}`));
    expect(levels.filter(({ checked }) => checked).map(({ id }) => id)).toEqual(['api-30']);
  });

  test('recent libraries are those that are not shown', () => {
    const recent = items(false).find(({ id }) => id === 'recent');
    expect(recent?.submenu?.map(({ id }) => id)).toEqual(['recent-1', undefined, 'clear-recent']);
    expect(recent?.submenu?.[0]?.label).toBe('a — /a');
  });
});

test('a scan is told of when it took long, once, and not when somebody took the card out', () => {
  const scans = new LongScans();
  const card = { id: 'card', description: 'SD card', indexed: 12_345, problem: null, paused: false };
  const at = (seconds: number, state: 'scanning' | 'ready' | 'failed' | 'removed', problem: string | null = null) =>
    scans.observe([{ ...card, state, problem }], seconds * 1_000);
  expect([...at(0, 'ready'), ...at(1, 'scanning'), ...at(5, 'scanning'), ...at(10.9, 'ready')]).toEqual([]);
  expect([...at(20, 'scanning'), ...at(29, 'scanning')]).toEqual([]);
  expect(at(30, 'ready')).toEqual(['SD card: 12,345 files are indexed.']);
  expect(at(50, 'ready')).toEqual([]);
  expect([...at(60, 'scanning'), ...at(90, 'removed')]).toEqual([]);
  expect([...at(100, 'scanning'), ...at(120, 'failed', 'The disk is full.')]).toEqual(['SD card: The disk is full.']);
});

describe('newer versions', () => {
  /** Asks as the user would be asked, with what they press; says everything that happened. */
  async function ran(
    check: typeof checkForUpdates,
    options: Readonly<{ pressed?: number[]; found?: string | null | Error; agreed?: boolean; installed?: boolean }>,
  ) {
    const { pressed = [], found = null, agreed = false, installed = true } = options;
    const happened: string[] = [];
    const updater: Updater = {
      check: async () => {
        happened.push('network');
        if (found instanceof Error) throw found;
        return found;
      },
      download: async () => void happened.push('fetched'),
      install: () => void happened.push('installed'),
    };
    const answers = [...pressed];
    const ask = async ({ message, buttons }: Question) => {
      happened.push(message);
      return answers.shift() ?? buttons.length - 1;
    };
    const remember = (each: boolean) => void happened.push(each ? 'at each start' : 'not at each start');
    await check({ updater: installed ? async () => updater : null, ask, checksForUpdates: agreed, remember });
    return happened;
  }

  test('nothing is asked over the network before the user agreed', async () => {
    expect(await ran(checkAtStart, {})).toEqual([]);
    expect(await ran(checkForUpdates, {})).toEqual(['Look for a newer version of Scopebox?']);
    expect(await ran(checkForUpdates, { installed: false, agreed: true })).toEqual([
      'This copy of Scopebox does not renew itself.',
    ]);
    expect(await ran(checkAtStart, { installed: false, agreed: true })).toEqual([]);
  });

  test('looking, fetching and putting in are three questions', async () => {
    const look = 'Look for a newer version of Scopebox?';
    const there = 'Scopebox 1.2.3 is there. Fetch it?';
    const ready = 'Scopebox 1.2.3 is ready. Restart with it now?';
    const found = '1.2.3';
    expect(await ran(checkForUpdates, { pressed: [0], found })).toEqual([look, 'not at each start', 'network', there]);
    expect(await ran(checkForUpdates, { pressed: [1, 0], found })).toEqual([
      ...[look, 'at each start', 'network', there, 'fetched', ready],
    ]);
    expect(await ran(checkAtStart, { agreed: true, pressed: [0, 0], found })).toEqual([
      ...['network', there, 'fetched', ready, 'installed'],
    ]);
  });

  test('at a start only news is told; who asked hears of a failure, too', async () => {
    const found = new Error('net::ERR_INTERNET_DISCONNECTED\n at somewhere');
    expect(await ran(checkAtStart, { agreed: true })).toEqual(['network']);
    expect(await ran(checkAtStart, { agreed: true, found })).toEqual(['network']);
    expect((await ran(checkForUpdates, { pressed: [0], found })).at(-1)).toMatch(/could not be looked for/);
    expect((await ran(checkForUpdates, { pressed: [0] })).at(-1)).toBe('This is the newest version of Scopebox.');
  });
});
