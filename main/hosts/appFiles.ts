// What an app may open, and what it does with it: one part of its conversation.
import { Throwable } from '../../contract/android/errors.ts';
import type { OpenMode, ParcelFileDescriptor } from '../../contract/android/files.ts';
import type { AppApi } from '../../contract/rpc/appApi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { OpenedFile } from '../content/contentProvider.ts';
import type { ContentResolver } from '../content/contentResolver.ts';
import type { FileDescriptors } from '../content/fileDescriptors.ts';
import { isOpenMode } from '../content/openMode.ts';

type FileMethods =
  | 'openFileDescriptor'
  | 'getStreamTypes'
  | 'openTypedAssetFileDescriptor'
  | 'readFile'
  | 'writeFile'
  | 'closeFile';

/** @param call who calls, at this moment */
export function appFiles(
  resolver: ContentResolver,
  files: FileDescriptors,
  call: () => BinderCall,
): Pick<AppApi, FileMethods> {
  return {
    openFileDescriptor: async (uri, mode) => {
      if (!isOpenMode(mode)) throw new Throwable('IllegalArgumentException', `Bad mode: ${mode}`);
      const who = call();
      return descriptor(files, wholeFile(await resolver.openFile(who, uri, mode)), { mode, who });
    },
    getStreamTypes: (uri, mimeTypeFilter) => resolver.getStreamTypes(call(), uri, mimeTypeFilter),
    openTypedAssetFileDescriptor: async (uri, mimeType, opts) => {
      const who = call();
      const file = await resolver.openTypedAssetFile(who, uri, mimeType, opts);
      const opened = await descriptor(files, file, { mode: 'r', who });
      const channel = 'channel' in file ? file.channel : null;
      const extras = file.extras ?? channel?.extras;
      return { ...opened, mimeType: channel?.mimeType ?? file.mimeType, ...(extras && { extras }) };
    },
    readFile: (fd, position, length) => files.read(fd, position, length),
    writeFile: (fd, position, bytes) => files.write(fd, position, bytes),
    closeFile: (fd) => files.close(fd),
  };
}

/** A descriptor that nobody waits for any more is closed: its number would reach no one. */
async function descriptor(
  files: FileDescriptors,
  file: OpenedFile,
  { mode, who }: Readonly<{ mode: OpenMode; who: BinderCall }>,
): Promise<ParcelFileDescriptor> {
  const opened = await files.open(file, mode);
  if (!who.signal.aborted) return opened;
  const canceled = new Throwable('OperationCanceledException', 'The operation was cancelled.');
  await files.close(opened.fd, canceled);
  throw canceled;
}

/** ContentResolver.openFileDescriptor takes no part of a file. @throws {Throwable} FileNotFoundException `Not a whole file` */
function wholeFile(file: OpenedFile): OpenedFile {
  if ('channel' in file || file.part === undefined) return file;
  void file.closed?.();
  throw new Throwable('FileNotFoundException', 'Not a whole file');
}
