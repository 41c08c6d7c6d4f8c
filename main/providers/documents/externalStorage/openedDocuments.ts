// Mirrors FileSystemProvider.openDocument: a file of a volume, and what follows when it was written.
import { statSync } from 'node:fs';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import type { OpenedFile } from '../../../content/contentProvider.ts';
import type { FoundDocument } from './documentLookup.ts';
import { typeOfDocument } from './documentNames.ts';
import type { InterruptedWrites } from './interruptedWrites.ts';
import { openFailed } from './storageErrors.ts';

type Services = Readonly<{
  interrupted: InterruptedWrites;
  bootCount(): number;
  scanFile(path: string): Promise<void>;
  /** An app has closed a file that it may have changed. */
  changed(path: string): void;
}>;

/** @throws {Throwable} FileNotFoundException `open failed: …` */
export async function openedDocument(services: Services, document: FoundDocument, mode: OpenMode): Promise<OpenedFile> {
  const { documentId, root, entry } = document;
  const { files, guard } = root.volume;
  const mimeType = typeOfDocument(documentId, entry.isDirectory);
  if (mode === 'r') return { path: entry.realPath, mimeType, guard };
  const path = await forWriting(document, mode);
  const opened = inodeOf(path);
  // Somebody may have put a file of their own in its place meanwhile: it has nothing to do with this opening.
  const isOurs = () => opened !== null && inodeOf(path) === opened;
  const boot = services.bootCount();
  const closed = async (error?: Error) => {
    if (root.volume.isDetached()) {
      // It had no bytes before, and what it has now is what there was time for.
      if (entry.size === 0 && isOurs()) noteInterrupted(services.interrupted, document, path);
      return;
    }
    if (files.stat(files.spelled(document.relative)) === null) return;
    // So it is when the device was switched off under it; an app that is only killed leaves what it wrote, as on Android.
    const isCutOff = error !== undefined && services.bootCount() !== boot && entry.size === 0;
    if (isCutOff && isOurs()) files.deleteFile(files.spelled(document.relative));
    services.changed(document.path);
    await services.scanFile(document.path);
  };
  return { path, mimeType, guard, closed };
}

async function forWriting({ root, relative }: FoundDocument, mode: OpenMode): Promise<string> {
  const { files } = root.volume;
  try {
    return await files.openForWriting(files.spelled(relative), { truncate: mode.includes('t') });
  } catch (cause) {
    if (cause instanceof Throwable) throw cause;
    throw openFailed(cause);
  }
}

/** Null when nothing is there. */
function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

function noteInterrupted(interrupted: InterruptedWrites, { root, relative }: FoundDocument, path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  const { size, mtimeMs } = stats;
  interrupted.add({
    volume: root.volume.id,
    path: root.volume.files.spelled(relative),
    size,
    mtimeMs: Math.trunc(mtimeMs),
  });
}
