// Mirrors MediaProvider.insertInternal, updateInternal, deleteInternal and openFile for writing.
import type {
  ContentProviderOperation,
  ContentProviderResult,
} from '../../../../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { ContentProvider, OpenedFile } from '../../../content/contentProvider.ts';
import type { PendingIntents } from '../../../content/pendingIntents.ts';
import type { Clock } from '../../../device/clock.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type { Logcat } from '../../../log/logcat.ts';
import type { CallerServices } from '../callerAccess.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';
import type { Match } from '../uriMatcher.ts';

export type MediaWriterServices = CallerServices &
  Readonly<{
    database: MediaDatabase;
    volumes: Volumes;
    clock: Clock;
    logcat: Logcat;
    pendingIntents: PendingIntents;
    mountedVolumes(): readonly string[];
    /** Scans one path of the device now, before and beside any scan under way. Resolves when its row is written. */
    scanFile(path: string): Promise<void>;
  }>;

export class MediaWriter {
  readonly #services: MediaWriterServices;

  constructor(services: MediaWriterServices) {
    this.#services = services;
  }

  async insert(_call: BinderCall, match: Match, _values: ContentValues, _extras: Bundle): Promise<Uri | null> {
    throw this.#unsupported(match);
  }

  async update(_call: BinderCall, match: Match, _values: ContentValues, _extras: Bundle): Promise<number> {
    throw this.#unsupported(match);
  }

  async delete(_call: BinderCall, match: Match, _extras: Bundle): Promise<number> {
    throw this.#unsupported(match);
  }

  async applyBatch(
    _call: BinderCall,
    _operations: readonly ContentProviderOperation[],
    _provider: ContentProvider,
  ): Promise<readonly ContentProviderResult[]> {
    throw new Throwable('UnsupportedOperationException', 'applyBatch');
  }

  async openForWriting(_call: BinderCall, match: Match, _mode: OpenMode): Promise<OpenedFile> {
    throw this.#unsupported(match);
  }

  #unsupported({ uri }: Match): Throwable {
    this.#services.logcat.log('W', 'MediaProvider', `Invalid URI ${uri}`);
    return new Throwable('UnsupportedOperationException', `Invalid URI ${uri}`);
  }
}
