import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type AdbDevice, serviceOf } from '../../main/adb/services.ts';
import { shellHeader } from '../../main/adb/shellProtocol.ts';
import type { DeviceFiles } from '../../main/device/deviceFiles.ts';
import { pngPixels } from '../../main/device/pngPixels.ts';
import type { ShellStreams } from '../../main/shell/shellService.ts';
import { AdbHost, settled } from './adbHost.ts';
import { random } from './random.ts';

/** No service that is tried here looks at a file. */
const NO_FILES = {} as DeviceFiles;

type Run = (command: string, streams: ShellStreams) => Promise<number>;

async function hostOf(open: Run, device: Partial<AdbDevice> = {}): Promise<AdbHost> {
  const screenshot = () => Promise.reject(new Error('No page shows the device.'));
  const all: AdbDevice = { shell: { open }, files: NO_FILES, reboot: () => {}, screenshot, ...device };
  const host = new AdbHost({ serviceOf: (name) => serviceOf(all, name) });
  host.connect();
  await host.next();
  return host;
}

async function opened(host: AdbHost, name: string): Promise<void> {
  host.send('OPEN', 6, 0, `${name}\0`);
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
}

const talks: Run = async (_, { stdout, stderr }) => {
  await stdout(Buffer.from('hi\n'));
  await stderr(Buffer.from('err\n'));
  return 3;
};

const echoes: Run = async (_, { stdin, stdout }) => {
  for await (const bytes of stdin) {
    if (bytes.length === 0) break;
    await stdout(bytes);
  }
  return 0;
};

test.each([
  ['shell,v2,TERM=xterm,raw:x', '\x01\x03\0\0\0hi\n\x02\x04\0\0\0err\n\x03\x01\0\0\0\x03'],
  ['shell,v2,TERM=xterm:x', '\x01\x03\0\0\0hi\n\x02\x04\0\0\0err\n\x03\x01\0\0\0\x03'],
  ['shell,v2,TERM=xterm,pty:x', '\x01\x04\0\0\0hi\r\n\x01\x05\0\0\0err\r\n\x03\x01\0\0\0\x03'],
  ['shell:x', 'hi\nerr\n'],
  ['exec:x', 'hi\nerr\n'],
  ['shell:', 'hi\r\nerr\r\n'],
])('%s', async (name, output) => {
  const host = await hostOf(talks);
  await opened(host, name);
  expect(await host.next()).toEqual(['WRTE', 1, 6, output]);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
});

test('a command line with colons, commas and NUL', async () => {
  const commands: string[] = [];
  const host = await hostOf(async (command) => {
    commands.push(command);
    return 0;
  });
  await opened(host, 'shell,v2,raw:a:b,c "ü" \0 d');
  expect(commands).toEqual(['a:b,c "ü" ']);
});

test('the environment', async () => {
  const seen: unknown[] = [];
  const host = await hostOf(async (_, { environment, terminal }) => {
    seen.push(environment.TERM, environment.TMPDIR, terminal?.size() ?? null);
    return 0;
  });
  await opened(host, 'shell,v2,TERM=xterm-256color,raw:');
  host.send('OPEN', 7, 0, 'shell:\0');
  await settled();
  expect(seen).toEqual([
    'xterm-256color',
    '/data/local/tmp',
    null,
    'dumb',
    '/data/local/tmp',
    { rows: 24, columns: 80 },
  ]);
});

test('input in frames that are cut anywhere, and its end', async () => {
  const host = await hostOf(echoes);
  await opened(host, 'shell,v2,raw:cat');
  const frames = Buffer.concat([shellHeader(0, 5), Buffer.from('hello'), shellHeader(4, 0)]);
  for (const byte of frames.subarray(0, 7)) {
    host.send('WRTE', 6, 1, Buffer.from([byte]));
    expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  }
  host.send('WRTE', 6, 1, frames.subarray(7));
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  expect(await host.next()).toEqual(['WRTE', 1, 6, '\x01\x05\0\0\0hello\x03\x01\0\0\0\0']);
});

test('raw input has no end of its own', async () => {
  const host = await hostOf(echoes);
  await opened(host, 'exec:cat');
  host.send('WRTE', 6, 1, 'bytes');
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  expect(await host.next()).toEqual(['WRTE', 1, 6, 'bytes']);
  host.send('CLSE', 6, 1);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
});

test.each([
  ['closes the stream', (host: AdbHost) => host.send('CLSE', 6, 1), [500_000, false]],
  ['loses the connection', (host: AdbHost) => host.connection.close(), [null, true]],
])('whoever %s after raw input', async (_, leave, expected) => {
  const seen: unknown[] = [];
  const host = await hostOf(async (__, { stdin, signal }) => {
    let size = 0;
    for await (const bytes of stdin) {
      size += bytes.length;
      await settled();
    }
    seen.push(signal.aborted ? null : size, signal.aborted);
    return 0;
  });
  await opened(host, 'exec:cat > file');
  for (const size of [200_000, 300_000]) host.send('WRTE', 6, 1, Buffer.alloc(size));
  leave(host);
  for (let turn = 0; turn < 40; turn++) await settled();
  expect(seen).toEqual(expected);
});

test('a command that breaks has an exit status, too', async () => {
  const host = await hostOf(async () => {
    throw new Error('broken');
  });
  await opened(host, 'shell,v2,raw:x');
  expect(await host.next()).toEqual(['WRTE', 1, 6, '\x02\x07\0\0\0broken\n\x03\x01\0\0\0\xff']);
});

test('whoever is gone is told to the command, also while its input waits', async () => {
  let ended = 0;
  const host = await hostOf(async (_, { signal, stdin }) => {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    for await (const _bytes of stdin);
    ended++;
    return 0;
  });
  for (let round = 1; round <= 200; round++) {
    host.send('OPEN', round, 0, 'shell,v2,raw:logcat\0');
    host.send('WRTE', round, round, Buffer.concat([shellHeader(0, 300_000), Buffer.alloc(300_000)]));
  }
  await settled();
  host.connection.close();
  await settled();
  expect(ended).toBe(200);
});

test('a terminal echoes, erases whole characters, sends lines, and tells of Ctrl-C, Ctrl-D and its size', async () => {
  const lines: string[] = [];
  let interrupts = 0;
  const sizes: unknown[] = [];
  const host = await hostOf(async (_, { stdin, terminal }) => {
    using _listening = terminal?.onInterrupt(() => interrupts++);
    for await (const bytes of stdin) {
      lines.push(Buffer.from(bytes).toString());
      sizes.push(terminal?.size());
      if (bytes.length === 0) break;
    }
    return 0;
  });
  await opened(host, 'shell,v2,TERM=xterm,pty:');
  const type = async (id: number, text: string, echo: string) => {
    const bytes = Buffer.from(text);
    host.send('WRTE', 6, 1, Buffer.concat([shellHeader(id, bytes.length), bytes]));
    expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
    if (echo === '') return;
    const frame = Buffer.concat([shellHeader(1, Buffer.byteLength(echo)), Buffer.from(echo)]).toString('latin1');
    expect(await host.next()).toEqual(['WRTE', 1, 6, frame]);
    host.send('OKAY', 6, 1);
  };
  await type(5, '50x132,0x0', '');
  await type(0, 'lsü\x7f', 'lsü\b \b');
  await type(0, '\r', '\r\n');
  await type(0, 'no\x03', 'no^C\r\n');
  await type(0, 'never\x15', 'never\b \b\b \b\b \b\b \b\b \b');
  await type(0, '\x04', '');
  expect(await host.next()).toEqual(['WRTE', 1, 6, '\x03\x01\0\0\0\0']);
  expect([lines, interrupts, sizes[0]]).toEqual([['ls\n', ''], 1, { rows: 50, columns: 132 }]);
});

test.each([
  ['root:', 'adbd cannot run as root in production builds\n'],
  ['unroot:', 'adbd not running as root\n'],
  ['remount:', 'Not running as root. Try "adb root" first.\n'],
  ['tcpip:5556', 'restarting in TCP mode port: 5556\n'],
  ['reverse:forward:tcp:1;tcp:2', 'FAIL0028This device has no sockets to listen on.'],
])('%s', async (name, text) => {
  const host = await hostOf(talks);
  await opened(host, name);
  expect(await host.next()).toEqual(['WRTE', 1, 6, text]);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
});

test.each(['sideload:3', 'localabstract:x', 'tcp:80', 'dev:/dev/null', 'abb:x', 'SHELL:x', 'host:version', ''])(
  '%j is refused',
  async (name) => {
    const host = await hostOf(talks);
    host.send('OPEN', 6, 0, `${name}\0`);
    expect(await host.next()).toEqual(['CLSE', 0, 6, '']);
  },
);

test.each([
  ['reboot:', ''],
  ['reboot:recovery', 'recovery'],
])('%s', async (name, target) => {
  const targets: string[] = [];
  const host = await hostOf(talks, { reboot: (asked) => targets.push(asked) });
  await opened(host, name);
  expect(targets).toEqual([target]);
  // Nothing more is said: adbd does not return from it.
  host.send('OPEN', 7, 0, 'usb:\0');
  expect(await host.next()).toEqual(['OKAY', 2, 7, '']);
  expect(await host.next()).toEqual(['WRTE', 2, 7, 'restarting in USB mode\n']);
});

test('framebuffer: what the pixels are, then the pixels', async () => {
  const rgba = Buffer.from('ff0000ff00ff00ff0000ff80ffffffff', 'hex');
  const png = await sharp(rgba, { raw: { width: 2, height: 2, channels: 4 } })
    .png()
    .toBuffer();
  const host = await hostOf(talks, { screenshot: async () => png });
  await opened(host, 'framebuffer:');
  const [, , , sent = ''] = await host.next();
  const bytes = Buffer.from(String(sent), 'latin1');
  expect(Array.from({ length: 14 }, (_, index) => bytes.readUInt32LE(4 * index))).toEqual([
    ...[2, 32, 0, 16, 2, 2],
    ...[0, 8, 16, 8, 8, 8, 24, 8],
  ]);
  expect(bytes.subarray(56)).toEqual(rgba);
});

test('framebuffer: without a page it is closed', async () => {
  const host = await hostOf(talks);
  await opened(host, 'framebuffer:');
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
});

test.each([
  ['rgb', 3],
  ['rgba', 4],
] as const)('the pixels of a PNG, %s, whatever its filters', async (_, channels) => {
  const { below } = random(5);
  const [width, height] = [37, 23];
  // Steps and noise, so that every filter is the best one somewhere.
  const raw = Buffer.from(
    Array.from({ length: width * height * channels }, (_, index) => (index % 7 === 0 ? below(256) : (index * 3) % 256)),
  );
  for (const adaptiveFiltering of [false, true]) {
    const png = await sharp(raw, { raw: { width, height, channels } }).png({ adaptiveFiltering }).toBuffer();
    const expected = await sharp(raw, { raw: { width, height, channels } }).ensureAlpha().raw().toBuffer();
    expect(await pngPixels(png)).toEqual({ width, height, rgba: new Uint8Array(expected) });
    await expect(pngPixels(png.subarray(0, png.length / 2))).rejects.toThrow('no PNG that can be read');
  }
  await expect(pngPixels(Buffer.from('hello'))).rejects.toThrow('no PNG that can be read');
});
