import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT, endsWithParent, HELP, HOST_OPTIONS, readSettings, StartError } from '../../main/hosts/commandLine.ts';

const read = (line: string, environment = {}) => readSettings(line === '' ? [] : line.split(' '), environment, '/demo');

describe('arguments', () => {
  test('nothing at all shows the demo library', () => {
    expect(read('')).toMatchObject({ serve: false, json: false, folder: '/demo', port: 0, api: 34, open: true });
  });

  test('a folder is taken from the arguments, then from the environment', () => {
    expect(read('/photos', { SCOPEBOX_FOLDER: '/other' })?.folder).toBe('/photos');
    expect(read('', { SCOPEBOX_FOLDER: '/other' })?.folder).toBe('/other');
  });

  test('serve opens no browser', () => {
    expect(read('serve /photos --json --port 4000 --api 36 --home /h')).toEqual({
      serve: true,
      indexAsIs: false,
      plugins: [],
      json: true,
      folder: '/photos',
      writeThrough: false,
      removable: [],
      home: '/h',
      port: 4000,
      api: 36,
      open: false,
      adb: null,
      clock: null,
      generateLibrary: null,
    });
  });

  test.each([
    ['serve /photos', null],
    ['serve --adb /photos', { port: null, auth: true }],
    ['serve /photos --adb', { port: null, auth: true }],
    ['serve --adb 6555 /photos', { port: 6555, auth: true }],
    ['serve --adb=0 /photos --adb-no-auth', { port: 0, auth: false }],
  ])('%s', (line, adb) => expect(read(line)).toMatchObject({ folder: '/photos', adb }));

  test('SD cards and USB drives are put in, as many as are named', () => {
    expect(read('serve --sd /card --usb /stick --sd /other /photos')).toMatchObject({
      folder: '/photos',
      removable: [
        { kind: 'sd', folder: '/card' },
        { kind: 'sd', folder: '/other' },
        { kind: 'usb', folder: '/stick' },
      ],
    });
    expect(() => readSettings(['--usb', ''], {}, '/demo')).toThrow('--usb got an empty text');
  });

  test('what is written through is named by an option of its own', () => {
    expect(read('serve /photos --write-through --sd-write-through /card --usb /stick')).toMatchObject({
      writeThrough: true,
      removable: [
        { kind: 'usb', folder: '/stick' },
        { kind: 'sd', folder: '/card', writeThrough: true },
      ],
    });
    expect(read('/photos --usb-write-through /stick')).toMatchObject({ writeThrough: false });
    expect(read('--write-through', { SCOPEBOX_FOLDER: '/photos' })?.writeThrough).toBe(true);
    expect(() => readSettings(['--sd-write-through', ''], {}, '/demo')).toThrow('--sd-write-through got an empty text');
  });

  test.each([
    ['--sd', '--sd-write-through'],
    ['--usb', '--sd-write-through'],
    ['--sd', '--usb-write-through'],
  ])('one folder is not put in both by %s and by %s', (plain, through) => {
    expect(() => readSettings([plain, '/card', through, '/card/.', '/photos'], {}, '/demo')).toThrow(
      '/card is named both by an option that writes through and by one that does not; name it once, the way you mean it.',
    );
  });

  test('each folder has a home of its own', () => {
    const homes = ['/a/photos', '/b/photos', '/a/photos'].map(
      (folder) => read(folder, { XDG_DATA_HOME: '/data' })?.home,
    );
    expect(homes[0]).toBe(homes[2]);
    expect(homes[0]).not.toBe(homes[1]);
  });

  test('help asks for no device', () => {
    expect(read('--help')).toBeNull();
  });
});

describe('arguments that mean nothing', () => {
  test.each([
    ['--write-through', '--write-through changes the files of a FOLDER; name the one you mean.'],
    ['--port http', '--port takes a number, not “http”.'],
    ['--port 70000', '--port takes a number, not “70000”.'],
    ['--port -1', ''],
    ['--adb 70000', '--adb takes a number, not “70000”.'],
    ['--adb=http', '--adb takes a number, not “http”.'],
    ['--adb-no-auth', '--adb-no-auth says who may use adb; switch it on with --adb.'],
    ['--api 28', '--api takes one of 29, 30, 31, 32, 33, 34, 35, 36, not “28”.'],
    ['--api latest', '--api takes one of 29, 30, 31, 32, 33, 34, 35, 36, not “latest”.'],
    ['a b', 'One folder, please: got “a” and “b”.'],
    ['--unknown', ''],
  ])('%s', (line, sentence) => {
    const thrown = catching(() => read(line));
    expect(thrown).toBeInstanceOf(StartError);
    expect(thrown).toMatchObject({ exitCode: EXIT.usage });
    if (sentence !== '') expect(thrown).toMatchObject({ message: sentence });
  });
});

test('an unset variable is no folder', () => {
  expect(() => readSettings(['serve', ''], {}, '/demo')).toThrow('The folder is an empty text');
});

function catching(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

test('plug-ins are folders, one for each --plugin', () => {
  expect(read('--plugin /a --plugin /b/c')?.plugins).toEqual(['/a', '/b/c']);
  expect(() => readSettings(['--plugin', ''], {}, '/demo')).toThrow('--plugin got an empty text');
});

test('every option that is explained is read, and the other way round', () => {
  const explained = HOST_OPTIONS.map(({ flags }) => flags.split(' ')[0] ?? '');
  for (const option of explained) {
    const unknown = () => {
      try {
        read(`serve /photos ${option}`);
      } catch (error) {
        return String(error).includes('Unknown option');
      }
      return false;
    };
    expect(unknown(), option).toBe(false);
    expect(HELP).toContain(`  ${option}`);
  }
  const source = readFileSync(new URL('../../main/hosts/commandLine.ts', import.meta.url), 'utf8');
  const known = [...source.matchAll(/^ {4}'?([\w-]+)'?: \{ type: '/gm)].map(([, name]) => `--${name}`);
  expect(known.filter((name) => name !== '--help').sort()).toEqual([...explained].sort());
});

test.each([
  ['a device of a shell, which may leave it in the background', {}, false],
  ['one of npm or npx', { npm_command: 'exec' }, true],
  ['one that a program started for its own ends', { SCOPEBOX_WITH_PARENT: '1' }, true],
])('%s ends with its parent: %o is %s', (_name, environment, expected) => {
  expect(endsWithParent(environment)).toBe(expected);
});
