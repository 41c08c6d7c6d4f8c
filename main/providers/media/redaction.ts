// Mirrors MediaProvider.isRedactionNeededForOpenViaContentResolver and getRedactionRanges: who may not know a location.
import { stat } from 'node:fs/promises';
import { Throwable } from '../../../contract/android/errors.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { ByteRange } from '../../content/byteRanges.ts';
import type { Logcat } from '../../log/logcat.ts';
import { declaresUserSelected, permissionApp } from '../../permission/permissionApp.ts';
import { type CallerServices, hasFullAccess, mediaCallerOf } from './callerAccess.ts';
import { isLocationRedacted, type LocationRequest, type MediaCaller } from './mediaAccess.ts';
import { resolveMimeType } from './scan/mimeUtils.ts';
import { isRedactedUri } from './uriMatcher.ts';

/** Who opens an item, as far as its location is concerned. */
export type LocationReader = Readonly<{
  caller: MediaCaller;
  request: LocationRequest;
  /** The provider itself, and the shell. */
  fullAccess: boolean;
  isOwner: boolean;
}>;

/** MediaStore.getRequireOriginal: any value but "0" and "false" asks for the bytes as they are. */
export function getRequireOriginal(uri: Uri): boolean {
  const value = uriParts(uri).query.get('requireOriginal')?.toLowerCase();
  return value !== undefined && value !== '0' && value !== 'false';
}

/**
 * Whether an item is opened without its location.
 * @throws {Throwable} UnsupportedOperationException when it is, and the URI asks for the original
 */
export function isRedactionNeeded(uri: Uri, { caller, request, fullAccess, isOwner }: LocationReader): boolean {
  const needed = isRedactedUri(uri) || !(fullAccess || isOwner || !isLocationRedacted(caller, request));
  if (needed && getRequireOriginal(uri)) {
    throw new Throwable(
      'UnsupportedOperationException',
      'Caller must hold ACCESS_MEDIA_LOCATION permission to access original',
    );
  }
  return needed;
}

/** What of a row decides. */
export type RedactedRow = Readonly<{ _data: string; owner_package_name: string | null }>;

export type RedactionServices = CallerServices &
  Readonly<{
    logcat: Logcat;
    /** Ranges of a file on this computer, which the media process knows. @throws {Error} when it cannot be looked at */
    redaction(path: string, mimeType: string): Promise<readonly ByteRange[]>;
  }>;

/** Files whose ranges are remembered: an app reads the same few again and again. */
const MAX_REMEMBERED = 256;

export class Redaction {
  readonly #services: RedactionServices;
  /** By path, size and time of change; the longest unused first. */
  readonly #remembered = new Map<string, readonly ByteRange[]>();

  constructor(services: RedactionServices) {
    this.#services = services;
  }

  /**
   * What `call` may not see of a row's file; empty when nothing is hidden from it.
   * @param realPath where the file lies on this computer; null when it is gone
   * @throws {Throwable} UnsupportedOperationException for ?requireOriginal=1; IllegalStateException when the file cannot be looked at
   */
  async rangesFor(
    call: BinderCall,
    uri: Uri,
    row: RedactedRow,
    realPath: string | null,
  ): Promise<readonly ByteRange[]> {
    const { packageName } = call.caller;
    const reader = { ...this.#reader(packageName), isOwner: row.owner_package_name === packageName };
    return isRedactionNeeded(uri, reader) ? this.ranges(row._data, realPath) : [];
  }

  /** Whether a package is kept from the location of items it does not own. */
  isHiddenFrom(packageName: string): boolean {
    const { caller, request, fullAccess } = this.#reader(packageName);
    return !fullAccess && isLocationRedacted(caller, request);
  }

  /** The bytes of a file that tell where it was taken. @throws {Throwable} IllegalStateException when it cannot be looked at */
  async ranges(devicePath: string, realPath: string | null): Promise<readonly ByteRange[]> {
    const stats = realPath === null ? null : await stat(realPath, { bigint: true }).catch(() => null);
    // A file that is gone: opening it says so.
    if (realPath === null || stats === null) return [];
    const key = `${stats.size} ${stats.mtimeNs} ${devicePath} ${realPath}`;
    const found = this.#remembered.get(key) ?? (await this.#ask(devicePath, realPath));
    this.#remembered.delete(key);
    this.#remembered.set(key, found);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return found;
  }

  async #ask(devicePath: string, realPath: string): Promise<readonly ByteRange[]> {
    try {
      return await this.#services.redaction(realPath, resolveMimeType(devicePath));
    } catch (cause) {
      this.#services.logcat.log('W', 'MediaProvider', cause instanceof Error ? cause.message : String(cause));
      const message = `java.io.IOException: Failed to redact ${devicePath}`;
      throw new Throwable('IllegalStateException', message, { cause });
    }
  }

  #reader(packageName: string): Omit<LocationReader, 'isOwner'> {
    const manifest = this.#services.packages.find(packageName)?.manifest;
    const app = manifest === undefined ? null : permissionApp(manifest, this.#services.device.profile.sdk);
    return {
      caller: mediaCallerOf(this.#services, packageName),
      request: {
        requestsMediaLocation: app?.requested.known.includes(permission.ACCESS_MEDIA_LOCATION) ?? false,
        userSelectedIsImplicit: app !== null && !declaresUserSelected(app),
      },
      fullAccess: hasFullAccess(packageName),
    };
  }
}
