import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { COMMAND } from '../../main/adb/packet.ts';
import { StreamReader } from '../../main/adb/streamReader.ts';
import { failFrame, frame } from '../../main/adb/syncProtocol.ts';
import { runSync } from '../../main/adb/syncService.ts';
import { AdbHost, settled } from './adbHost.ts';
import { CARD_ID, type FilesFixture, newFiles } from './filesFixture.ts';

/** A client of one sync stream. */
class SyncClient {
  readonly host: AdbHost;
  /** What is answered; null once the stream is closed. */
  readonly answers: StreamReader;

  private constructor(host: AdbHost) {
    this.host = host;
    this.answers = new StreamReader({ read: () => this.#piece() });
  }

  static async open({ files }: Pick<FilesFixture, 'files'>): Promise<SyncClient> {
    const host = new AdbHost({ serviceOf: () => (stream) => runSync(files, stream) });
    host.connect();
    await host.next();
    host.send('OPEN', 6, 0, 'sync:\0');
    await host.next();
    return new SyncClient(host);
  }

  send(...pieces: readonly (Buffer | string)[]): void {
    this.host.send('WRTE', 6, 1, Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
  }

  async read(length: number): Promise<string | null> {
    return (await this.answers.read(length))?.toString('latin1') ?? null;
  }

  async #piece(): Promise<Buffer | null> {
    for (;;) {
      const { command, payload } = await this.host.nextPacket();
      if (command === COMMAND.CLSE) return null;
      if (command !== COMMAND.WRTE) continue;
      this.host.send('OKAY', 6, 1);
      return Buffer.from(payload);
    }
  }
}

const request = (id: string, path: string) => Buffer.concat([frame(id, Buffer.byteLength(path)), Buffer.from(path)]);
const data = (bytes: Buffer | string) => Buffer.concat([frame('DATA', Buffer.byteLength(bytes)), Buffer.from(bytes)]);
const OKAY = frame('OKAY', 0).toString('latin1');
const MTIME = 0x6b021813;
const DONE = frame('DONE', MTIME);
const FLAGS = (mode: number, flags: number) => {
  const words = Buffer.alloc(8);
  words.writeUInt32LE(mode, 0);
  words.writeUInt32LE(flags >>> 0, 4);
  return Buffer.concat([Buffer.from('SND2'), words]);
};

test('push as adb 29 does it, and pull', async () => {
  const fixture = newFiles();
  const client = await SyncClient.open(fixture);
  client.send(request('STA2', '/sdcard/Pictures/'));
  expect((await client.answers.read(72))?.subarray(0, 28).toString('hex')).toMatch(/^53544132000000.*f8450000$/);
  client.send(request('SEND', '/sdcard/Pictures/t.txt,33188'), data('abc'), DONE);
  expect(await client.read(8)).toBe(OKAY);
  expect(fixture.scanned).toEqual(['/storage/emulated/0/Pictures/t.txt']);
  expect(fixture.files.stat('/sdcard/Pictures/t.txt')).toMatchObject({ size: 3, mtimeMs: MTIME * 1_000 });
  client.send(request('RECV', '/sdcard/Pictures/t.txt'));
  expect(await client.read(19)).toBe('DATA\x03\0\0\0abcDONE\0\0\0\0');
  client.send(frame('QUIT', 0));
  expect(await client.read(1)).toBeNull();
});

test('what is there, in both versions', async () => {
  const client = await SyncClient.open(newFiles({ 'DCIM/a.jpg': 'abc' }));
  client.send(request('STAT', '/sdcard'), request('STAT', '/sdcard/nope'), request('LST2', '/sdcard'));
  expect((await client.answers.read(16))?.toString('hex')).toMatch(/^53544154ffa1000015000000/);
  expect(await client.read(16)).toBe(`STAT${'\0'.repeat(12)}`);
  expect((await client.answers.read(72))?.readUInt32LE(24)).toBe(0o120777);
  client.send(request('STA2', '/sdcard/nope'), request('STA2', '/sdcard/DCIM/a.jpg/'), request('LIST', '/sdcard/DCIM'));
  expect((await client.answers.read(72))?.readUInt32LE(4)).toBe(2);
  expect((await client.answers.read(72))?.readUInt32LE(4)).toBe(20);
  const names: string[] = [];
  for (const length of [1, 2, 5]) {
    const entry = await client.answers.read(20 + length);
    names.push(entry?.toString('latin1', 20) ?? '');
  }
  expect(names).toEqual(['.', '..', 'a.jpg']);
  expect(await client.read(20)).toBe(`DONE${'\0'.repeat(16)}`);
  client.send(request('LIS2', '/sdcard/nope'), request('LIS2', '/sdcard/DCIM/a.jpg'));
  for (let round = 0; round < 2; round++) expect(await client.read(76)).toBe(`DONE${'\0'.repeat(72)}`);
});

test('many files in one go are answered in order, an error among them too', async () => {
  const fixture = newFiles();
  const client = await SyncClient.open(fixture);
  for (let index = 0; index < 40; index++)
    client.send(request('SEND', `/sdcard/DCIM/${index}.jpg,33188`), data(String(index)), DONE);
  client.send(request('SEND', '/sdcard/DCIM/,33188'), data('x'), DONE);
  for (let index = 0; index < 40; index++) expect(await client.read(8)).toBe(OKAY);
  expect(await client.read(44)).toBe(failFrame("couldn't create file: Is a directory").toString('latin1'));
  expect(await client.read(1)).toBeNull();
  expect(fixture.scanned).toHaveLength(40);
});

test.each<[string, readonly (string | Buffer)[], string]>([
  ['no mode', [request('SEND', '/sdcard/DCIM/x'), data('x'), DONE], 'missing , in ID_SEND_V1'],
  ['a link', [request('SEND', '/sdcard/x,41471'), data('/etc'), DONE], 'symlink failed: Operation not permitted'],
  ['something between', [request('SEND', '/sdcard/x,33188'), data('x'), frame('WHAT', 0)], 'invalid data message'],
  ['too much at once', [request('SEND', '/sdcard/x,33188'), frame('DATA', 65_537)], 'oversize data message'],
  ['a long path', [request('STAT', 'x'.repeat(1_025))], 'path too long'],
  ['an unknown request', [request('WHAT', 'x')], 'unknown command 54414857'],
  ['lz4', [request('SND2', '/sdcard/x'), FLAGS(0o100644, 2), data('x'), DONE], 'unknown flags: 2'],
  [
    'what is no brotli',
    [request('SND2', '/sdcard/x'), FLAGS(0o100644, 1), data('\xff\xff'), DONE],
    'decompress failed',
  ],
  [
    'a way out',
    [request('SEND', '/sdcard/../../../etc/x,33188'), data('x'), DONE],
    'secure_mkdirs() failed: Read-only file system',
  ],
  ['nothing there', [request('RECV', '/sdcard/nope')], 'open failed: No such file or directory'],
  ['a directory', [request('RECV', '/sdcard/DCIM')], 'read failed: Is a directory'],
  ['unknown flags', [request('RCV2', '/sdcard/x'), frame('RCV2', 8)], 'unknown flags: 8'],
])('refused: %s', async (_, pieces, reason) => {
  const fixture = newFiles();
  const client = await SyncClient.open(fixture);
  client.send(...pieces);
  const expected = failFrame(reason).toString('latin1');
  expect(await client.read(expected.length)).toBe(expected);
  expect(await client.read(1)).toBeNull();
  expect((await fixture.files.readdir('/sdcard')).map(({ name }) => name)).toEqual(['DCIM', 'Pictures']);
  expect(fixture.scanned).toEqual([]);
});

test('brotli, both ways, and a dry run', async () => {
  const fixture = newFiles();
  const client = await SyncClient.open(fixture);
  const text = 'Scopebox '.repeat(100_000);
  const packed = brotliCompressSync(text);
  client.send(
    request('SND2', '/sdcard/b.txt'),
    FLAGS(0o100644, 1),
    data(packed.subarray(0, 5)),
    data(packed.subarray(5)),
    DONE,
  );
  expect(await client.read(8)).toBe(OKAY);
  expect(fixture.files.stat('/sdcard/b.txt').size).toBe(text.length);
  client.send(request('RCV2', '/sdcard/b.txt'), frame('RCV2', 1));
  const pieces: Buffer[] = [];
  for (;;) {
    const header = await client.answers.read(8);
    if (header?.toString('latin1', 0, 4) === 'DONE') break;
    pieces.push((await client.answers.read(header?.readUInt32LE(4) ?? 0)) ?? Buffer.alloc(0));
  }
  expect(brotliDecompressSync(Buffer.concat(pieces)).toString()).toBe(text);
  client.send(request('SND2', '/sdcard/dry.txt'), FLAGS(0o100644, 0x80000000), data('abc'), DONE);
  expect(await client.read(8)).toBe(OKAY);
  expect(() => fixture.files.stat('/sdcard/dry.txt')).toThrow();
});

test('an empty file, and one that needs many frames: the end comes with the last bytes', async () => {
  const text = Array.from({ length: 500_000 }, (_, index) => String(index).padStart(10)).join('');
  const fixture = newFiles({ 'DCIM/big': text, 'DCIM/empty': '' });
  const client = await SyncClient.open(fixture);
  client.send(request('RECV', '/sdcard/DCIM/empty'));
  expect(await client.read(8)).toBe('DONE\0\0\0\0');
  client.send(request('RECV', '/sdcard/DCIM/big'));
  const frames: Buffer[] = [];
  for (let bytes = 0; bytes < text.length; bytes += frames.at(-1)?.length ?? 0) {
    const length = (await client.answers.read(8))?.readUInt32LE(4) ?? 0;
    frames.push((await client.answers.read(length)) ?? Buffer.alloc(0));
  }
  expect([Buffer.concat(frames).toString() === text, frames.length]).toEqual([true, 77]);
  expect(await client.read(8)).toBe('DONE\0\0\0\0');
});

test('a push that is killed half-way leaves what was there', async () => {
  const fixture = newFiles({ 'DCIM/a.jpg': 'before' });
  for (const path of ['/sdcard/DCIM/a.jpg', '/sdcard/DCIM/new.jpg', '/sdcard/n/m.jpg', '/data/local/tmp/x']) {
    const client = await SyncClient.open(fixture);
    client.send(request('SEND', `${path},33188`), data('half'));
    await settled();
    client.host.connection.close();
  }
  const [last] = await Promise.all([SyncClient.open(fixture)]);
  last.send(request('RECV', '/sdcard/DCIM/a.jpg'));
  expect(await last.read(22)).toBe('DATA\x06\0\0\0beforeDONE\0\0\0\0');
  const names = async (path: string) => (await fixture.files.readdir(path)).map(({ name }) => name);
  expect(await names('/sdcard')).toEqual(['DCIM', 'Pictures']);
  expect(await names('/sdcard/DCIM')).toEqual(['a.jpg']);
  expect(await names('/data/local/tmp')).toEqual([]);
  expect(fixture.scanned).toEqual([]);
  await expect.poll(() => readdirSync(join(fixture.home, 'volumes/primary/staging'))).toEqual([]);
  expect(readFileSync(join(fixture.folder, 'DCIM/a.jpg'), 'utf8')).toBe('before');
});

test('two clients that push the same file: the last one wins, whole', async () => {
  const fixture = newFiles();
  const [one, two] = [await SyncClient.open(fixture), await SyncClient.open(fixture)];
  one.send(request('SEND', '/sdcard/DCIM/a.jpg,33188'), data('one'));
  two.send(request('SEND', '/sdcard/DCIM/a.jpg,33188'), data('two'));
  await settled();
  two.send(data('two'), DONE);
  expect(await two.read(8)).toBe(OKAY);
  one.send(data('one'), DONE);
  expect(await one.read(8)).toBe(OKAY);
  one.send(request('RECV', '/sdcard/DCIM/a.jpg'));
  expect(await one.read(14)).toBe('DATA\x06\0\0\0oneone');
});

test('a card that is pulled out, a volume that is full', async () => {
  const fixture = newFiles();
  const client = await SyncClient.open(fixture);
  client.send(request('SEND', `/storage/${CARD_ID}/new.txt,33188`), data('half'));
  await settled();
  fixture.volumes.detach(CARD_ID, 'unmounted');
  client.send(data('more'), DONE);
  const gone = failFrame('write failed: I/O error').toString('latin1');
  expect(await client.read(gone.length)).toBe(gone);
  await fixture.volumes.setLimits('primary', { quotaBytes: 10 });
  const other = await SyncClient.open(fixture);
  other.send(request('SEND', '/sdcard/new.txt,33188'), frame('DATA', 20), 'more than ');
  await settled();
  // Cut in the middle of what does not fit: the rest is understood all the same.
  other.send('ten bytes');
  await settled();
  other.send('!', data('and more'), DONE);
  const full = failFrame('write failed: No space left on device').toString('latin1');
  expect(await other.read(full.length)).toBe(full);
  expect(await other.read(1)).toBeNull();
});
