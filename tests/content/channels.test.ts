import { describe, expect, test } from 'vitest';
import { Throwable } from '../../contract/android/errors.ts';
import type { FileChannel, OpenMode } from '../../contract/android/files.ts';
import { FileDescriptors } from '../../main/content/fileDescriptors.ts';
import { bytesOf } from '../../main/hosts/fileBody.ts';

/** Ten bytes, 0 to 9. */
function tenBytes(size: number | null, own: Partial<FileChannel> = {}) {
  const log: unknown[] = [];
  const channel: FileChannel = {
    size,
    read: async (position, length) => {
      log.push(['read', position]);
      return Uint8Array.from({ length: 10 }, (_, index) => index).slice(position, position + Math.min(length, 4));
    },
    write: async (position, bytes) => void log.push(['write', position, bytes.length]),
    close: async (error) => void log.push(error === undefined ? 'closed' : ['closed', error.message]),
    ...own,
  };
  return { log, file: { mimeType: 'text/plain', channel } };
}

async function opened(size: number | null, mode: OpenMode, own: Partial<FileChannel> = {}) {
  const { log, file } = tenBytes(size, own);
  const files = new FileDescriptors();
  const { fd, statSize } = await files.open(file, mode);
  return { log, files, fd, statSize };
}

const ioException = (message: string) => ({ name: 'IOException', message });

describe('a channel behind a descriptor', () => {
  test('whose size is known is read anywhere', async () => {
    const { files, fd, statSize } = await opened(10, 'r');
    expect([statSize, await files.read(fd, 7, 2), await files.read(fd, 0, 1)]).toEqual([
      10,
      Uint8Array.of(7, 8),
      Uint8Array.of(0),
    ]);
    await expect(files.write(fd, 0, new Uint8Array(1))).rejects.toMatchObject({ name: 'IOException' });
  });

  test('of nobody knows which size is a pipe', async () => {
    const { files, fd, statSize } = await opened(null, 'rw');
    expect(statSize).toBe(-1);
    expect(await files.read(fd, 0, 100)).toHaveLength(4);
    expect(await files.read(fd, 4, 100)).toHaveLength(4);
    await expect(files.read(fd, 0, 1)).rejects.toMatchObject(ioException('read failed: ESPIPE (Illegal seek)'));
    await expect(files.write(fd, 1, new Uint8Array(1))).rejects.toMatchObject(
      ioException('write failed: ESPIPE (Illegal seek)'),
    );
  });

  test.each([[-5], [1.5], [Number.NaN], ['10' as unknown as number]])('a size of %s is none', async (size) => {
    expect((await opened(size, 'r')).statSize).toBe(-1);
  });

  test('appends at its end, wherever the client is', async () => {
    const { files, fd, log } = await opened(10, 'wa');
    await files.write(fd, 0, new Uint8Array(3));
    await files.write(fd, 0, new Uint8Array(2));
    expect(log).toEqual([
      ['write', 10, 3],
      ['write', 13, 2],
    ]);
  });

  test('is closed once, after what is under way', async () => {
    const { files, fd, log } = await opened(null, 'w');
    const writes = [files.write(fd, 0, new Uint8Array(3)), files.write(fd, 3, new Uint8Array(3))];
    await files.close(fd);
    await files.close(fd);
    await Promise.all(writes);
    expect(log).toEqual([['write', 0, 3], ['write', 3, 3], 'closed']);
  });

  test('is told when its client is gone, although a write never comes back', async () => {
    const { files, fd, log } = await opened(null, 'w', { write: () => new Promise(() => undefined) });
    files.write(fd, 0, new Uint8Array(3)).catch(() => undefined);
    await files.closeAll();
    expect(log).toEqual([['closed', 'The process that had the file open ended.']]);
    const late = tenBytes(10);
    await expect(files.open(late.file, 'r')).rejects.toMatchObject({ name: 'FileNotFoundException' });
    expect(late.log).toMatchObject([['closed', 'open failed: EBADF (Bad file descriptor)']]);
  });

  test('that fails, or answers no bytes, is an IOException', async () => {
    const failing = await opened(10, 'r', {
      read: async () => {
        throw new Throwable('IllegalStateException', 'not signed in');
      },
    });
    await expect(failing.files.read(failing.fd, 0, 1)).rejects.toMatchObject(ioException('not signed in'));
    const rubbish = await opened(10, 'r', { read: async () => 'text' as unknown as Uint8Array });
    await expect(rubbish.files.read(rubbish.fd, 0, 1)).rejects.toMatchObject(
      ioException('read failed: EIO (I/O error)'),
    );
    const tooMuch = await opened(10, 'r', { read: async () => new Uint8Array(100) });
    expect(await tooMuch.files.read(tooMuch.fd, 0, 7)).toHaveLength(7);
  });
});

describe('a channel as the body of a response', () => {
  const get = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
    new Request('http://127.0.0.1/', { headers, ...init });

  test('comes whole, and is closed', async () => {
    for (const size of [10, null]) {
      const { log, file } = tenBytes(size);
      expect((await (await bytesOf(file, get())).bytes()).join('')).toBe('0123456789');
      expect(log.at(-1)).toBe('closed');
    }
  });

  test('of a directory there is none', async () => {
    const directory = { mimeType: 'vnd.android.document/directory', path: import.meta.dirname };
    await expect(bytesOf(directory, get())).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'open failed: EISDIR (Is a directory)',
    });
  });

  test('comes in ranges where its size is known', async () => {
    const { file } = tenBytes(10);
    const part = await bytesOf(file, get({ range: 'bytes=2-7' }));
    expect([part.status, part.headers.get('content-range'), (await part.bytes()).join('')]).toEqual([
      206,
      'bytes 2-7/10',
      '234567',
    ]);
    const beyond = tenBytes(10);
    expect((await bytesOf(beyond.file, get({ range: 'bytes=50-' }))).status).toBe(416);
    expect(beyond.log).toEqual(['closed']);
    const pipe = await bytesOf(tenBytes(null).file, get({ range: 'bytes=2-7' }));
    expect([pipe.status, (await pipe.bytes()).length]).toEqual([200, 10]);
  });

  test('is read no faster than it is taken, and told when the reader leaves', async () => {
    const { log, file } = tenBytes(null);
    const { body } = await bytesOf(file, get());
    const reader = body?.getReader();
    expect(log).toEqual([]);
    await reader?.read();
    expect(log).toEqual([['read', 0]]);
    await reader?.cancel();
    expect(log.at(-1)).toEqual(['closed', 'The reader has left.']);
  });

  test('that breaks off breaks off, and a type that is none is no header', async () => {
    const { log, file } = tenBytes(10, {
      read: async (position) => {
        if (position > 0) throw new Error('the network is gone');
        return new Uint8Array(3);
      },
    });
    const response = await bytesOf({ ...file, mimeType: 'text/plain\r\nx: y' }, get());
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    await expect(response.bytes()).rejects.toThrow('the network is gone');
    expect(log.at(-1)).toEqual(['closed', 'the network is gone']);
  });
});
