// Mirrors MediaProvider.openFileAndEnforcePathPermissionsHelper for every mode but "r".
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { ByteRange } from '../../../content/byteRanges.ts';
import type { LocalFile } from '../../../content/contentProvider.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';
import type { Redaction } from '../redaction.ts';
import { isRedactedUri, type Match } from '../uriMatcher.ts';
import type { ItemAccess, WrittenRow } from './itemAccess.ts';
import type { Turns } from './turns.ts';
import { errnoMessage } from './writeErrors.ts';

export type OpenForWritingServices = Readonly<{
  access: ItemAccess;
  database: MediaDatabase;
  volumes: Volumes;
  turns: Turns;
  redaction: Redaction;
  scanFile(path: string): Promise<void>;
  /** The pictures of an item whose bytes may have changed. */
  dropThumbnails(id: number): Promise<void>;
}>;

/**
 * The item's file, made when there is none yet. Once the caller has closed it, its row is brought in line.
 * @throws {Throwable} FileNotFoundException, SecurityException, RecoverableSecurityException, IllegalStateException for
 *   another app's pending item, UnsupportedOperationException for a redacted URI
 */
export async function openForWriting(
  services: OpenForWritingServices,
  call: BinderCall,
  match: Match,
  mode: OpenMode,
): Promise<LocalFile> {
  if (isRedactedUri(match.uri))
    throw new Throwable('UnsupportedOperationException', `Write is not supported on ${match.uri}`);
  const row = services.access.enforce(call, match, 'openFile:w');
  if (row === null) throw new Throwable('FileNotFoundException', `No item at ${match.uri}`);
  const redactedRanges = await readRanges(services, call, { match, row, mode });
  const opened = await services.turns.run(row._id, () => create(services, row, mode));
  return {
    ...opened,
    redactedRanges,
    mimeType: row.mime_type ?? 'application/octet-stream',
    closed: () => closed(services, row._id),
  };
}

/** Only "rw" reads what was there before; requireOriginal is refused in every mode. */
async function readRanges(
  { redaction, volumes }: OpenForWritingServices,
  call: BinderCall,
  { match, row, mode }: Readonly<{ match: Match; row: WrittenRow; mode: OpenMode }>,
): Promise<readonly ByteRange[]> {
  const ranges = await redaction.rangesFor(call, match.uri, row, volumes.realPath(row._data));
  return mode === 'rw' ? ranges : [];
}

async function create(services: OpenForWritingServices, { _id }: WrittenRow, mode: OpenMode) {
  // Looked up in the turn: the item may have moved since.
  const path = pathOf(services, _id)?._data ?? '';
  const place = services.volumes.volumeOf(path);
  try {
    if (place === null) throw Object.assign(new Error(`${path} is on no volume.`), { code: 'ENOENT' });
    const { files, guard } = place.volume;
    return { path: await files.openForWriting(place.relative, { truncate: mode.includes('t') }), guard };
  } catch (cause) {
    throw new Throwable('FileNotFoundException', errnoMessage('open', cause), { cause });
  }
}

/** A pending item is scanned when it is published, not before. */
async function closed(services: OpenForWritingServices, id: number): Promise<void> {
  await services.dropThumbnails(id);
  const row = pathOf(services, id);
  if (row !== null) services.volumes.fileChanges.call([row._data]);
  if (row !== null && row.is_pending === 0) await services.scanFile(row._data);
}

function pathOf({ database }: OpenForWritingServices, id: number) {
  const sql = 'SELECT _data, is_pending FROM files WHERE _id = ?';
  return database.get<Readonly<{ _data: string; is_pending: number }>>(sql, id);
}
