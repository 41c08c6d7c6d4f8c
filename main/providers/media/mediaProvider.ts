// Mirrors MediaProvider: what a URI addresses, and who answers for it. No SQL and no rules of its own.
import type {
  ContentProviderOperation,
  ContentProviderResult,
} from '../../../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues, Projection } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { AUTHORITY, EXTRA_HONORED_ARGS, QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { compareMimeTypes } from '../../../contract/android/mimeTypeFilter.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import {
  type ContentProvider,
  memoryResult,
  type OpenedFile,
  type ProviderInfo,
  type ResultSet,
  type ThumbnailSize,
} from '../../content/contentProvider.ts';
import { thumbnailSizeOf } from '../../content/extraSize.ts';
import type { PendingIntents } from '../../content/pendingIntents.ts';
import type { Device } from '../../device/device.ts';
import type { QueryLog } from '../../log/queryLog.ts';
import { SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { rowFilter } from './accessChecker.ts';
import { accessOf, type CallerServices, isSelf } from './callerAccess.ts';
import { CanonicalUris } from './canonicalUris.ts';
import { loggedQuery } from './db/loggedQuery.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { getType } from './getType.ts';
import { isLegacyThumbnail, queryLegacyThumbnails } from './legacyThumbnails.ts';
import { type MediaCallServices, MediaCalls } from './mediaCalls.ts';
import type { MediaCli } from './mediaCli.ts';
import type { MediaEdits } from './mediaEdits.ts';
import type { MediaGrants } from './mediaGrants.ts';
import { type MediaItems, SCHEMA_VERSION } from './mediaItems.ts';
import { OpenFiles } from './openFiles.ts';
import { visiblePackages } from './packageVisibility.ts';
import type { PickedItems } from './pickedItems.ts';
import { resolveQueryArgs } from './queryArgs.ts';
import { honoredArgs, isVolumeAttached } from './queryBuilder.ts';
import { QueryPlans } from './queryPlans.ts';
import { type RedactedUris, redactedResult } from './redactedUris.ts';
import type { ScanCalls } from './scanCalls.ts';
import { appThumbnailSize } from './thumbnailSize.ts';
import { isRedactedUri, type Match, matchUri, URI_CODE } from './uriMatcher.ts';
import type { PickerQueries } from './workProfileMedia.ts';
import type { MediaWriter } from './write/mediaWriter.ts';

export type MediaProviderServices = CallerServices &
  Readonly<{
    database: MediaDatabase;
    queryLog: QueryLog;
    grants: MediaGrants;
    items: MediaItems;
    picker: PickerQueries;
    picked: PickedItems;
    cloud: MediaCallServices['cloud'];
    edits: MediaEdits;
    writer: MediaWriter;
    cli: MediaCli;
    redactedUris: RedactedUris;
    scans: ScanCalls;
    runIdleMaintenance(signal: AbortSignal): Promise<void>;
    pendingIntents: PendingIntents;
    /** Names of the external volumes that are mounted. */
    mountedVolumes(): readonly string[];
    /** Name of the volume that is being scanned, or null. */
    scanningVolume(): string | null;
  }>;

export class MediaProvider implements ContentProvider {
  readonly info: ProviderInfo = {
    authority: AUTHORITY,
    packageName: SYSTEM_PACKAGES.photoPicker,
    exported: true,
    grantUriPermissions: true,
    forceUriPermissions: true,
    name: 'com.android.providers.media.MediaProvider',
  };
  readonly #services: MediaProviderServices;
  readonly #calls: MediaCalls;
  readonly #canonical = new CanonicalUris(this);
  readonly #plans = new QueryPlans();
  readonly #openFiles: OpenFiles;

  constructor(services: MediaProviderServices) {
    this.#services = services;
    this.#calls = new MediaCalls(services);
    this.#openFiles = new OpenFiles(services.database);
  }

  async query(call: BinderCall, uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<ResultSet | null> {
    const match = await this.#match(call, uri);
    const { picker, picked, grants, scanningVolume, mountedVolumes } = this.#services;
    const args = queryArgs ?? {};
    switch (match.code) {
      case URI_CODE.PICKER_ID:
      case URI_CODE.PICKER_GET_CONTENT_ID:
        return picked.queryItem(call, uri, projection);
      case URI_CODE.PICKER_INTERNAL_MEDIA_ALL:
      case URI_CODE.PICKER_INTERNAL_MEDIA_LOCAL:
        return picker.queryMedia({ args, localOnly: match.code === URI_CODE.PICKER_INTERNAL_MEDIA_LOCAL });
      case URI_CODE.PICKER_INTERNAL_TIMELINE_ALL:
      case URI_CODE.PICKER_INTERNAL_TIMELINE_LOCAL:
        return picker.queryTimeline({ args, localOnly: match.code === URI_CODE.PICKER_INTERNAL_TIMELINE_LOCAL });
      case URI_CODE.PICKER_INTERNAL_ALBUMS_ALL:
      case URI_CODE.PICKER_INTERNAL_ALBUMS_LOCAL:
        return picker.queryAlbums({ args, localOnly: match.code === URI_CODE.PICKER_INTERNAL_ALBUMS_LOCAL });
      case URI_CODE.PICKER_INTERNAL_V2:
        return picker.queryV2(uri, args);
      case URI_CODE.MEDIA_GRANTS:
        return grantedIds(grants, args, mountedVolumes());
      case URI_CODE.MEDIA_SCANNER:
        return memoryResult(['volume'], scanningVolume() === null ? [] : [[scanningVolume()]]);
      case URI_CODE.FS_ID:
        return memoryResult(['fsid'], [[-1]]);
      case URI_CODE.VERSION:
        return memoryResult(['version'], [[SCHEMA_VERSION]]);
      default: {
        const result = await this.#queryCollection(call, match, projection, args);
        return result !== null && isRedactedUri(uri) ? redactedResult(uri, result) : result;
      }
    }
  }

  async getType(call: BinderCall, uri: Uri): Promise<string | null> {
    const { items, picked, device } = this.#services;
    const match = await this.#match(call, uri);
    return getType(match, () => {
      if (isPickerItem(match)) return picked.typeOf(call, uri);
      // Before Android 14 the row was looked up as the provider itself: everybody learnt the type.
      if (device.profile.sdk < 34) return items.find(match)?.mime_type ?? null;
      return items.readableOrThrow(call, match, 'IllegalArgumentException').mime_type;
    });
  }

  async call(call: BinderCall, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null> {
    return this.#calls.call(call, method, arg, extras ?? {});
  }

  async canonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    return this.#canonical.canonicalize(call, uri);
  }

  async uncanonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    return this.#canonical.uncanonicalize(call, uri);
  }

  async insert(call: BinderCall, uri: Uri, values: ContentValues, extras: Bundle | null): Promise<Uri | null> {
    return this.#services.writer.insert(call, matchUri(uri, isSelf(call)), values, extras ?? {});
  }

  async update(call: BinderCall, uri: Uri, values: ContentValues, extras: Bundle | null): Promise<number> {
    if (isRedactedUri(uri)) return 0;
    return this.#services.writer.update(call, await this.#match(call, uri), values, extras ?? {});
  }

  async delete(call: BinderCall, uri: Uri, extras: Bundle | null): Promise<number> {
    if (isRedactedUri(uri)) return 0;
    return this.#services.writer.delete(call, await this.#match(call, uri), extras ?? {});
  }

  async applyBatch(
    call: BinderCall,
    operations: readonly ContentProviderOperation[],
  ): Promise<readonly ContentProviderResult[]> {
    return this.#services.writer.applyBatch(call, operations, this);
  }

  async openFile(call: BinderCall, uri: Uri, mode: OpenMode): Promise<OpenedFile> {
    if (mode !== 'r' && isRedactedUri(uri)) {
      throw new Throwable('UnsupportedOperationException', `Write is not supported on ${uri}`);
    }
    const match = await this.#match(call, uri);
    const { items, picked, cli } = this.#services;
    if (match.code === URI_CODE.CLI) return cli.open(call, uri);
    if (isThumbnailOf(match)) return items.thumbnail(call, match, MINI_KIND);
    return isPickerItem(match) ? picked.openItem(call, uri, mode) : items.open(call, match, mode);
  }

  async openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<OpenedFile> {
    const match = await this.#match(call, uri);
    const { items, picked } = this.#services;
    const given = isSelf(call) ? size : appThumbnailSize(size);
    return isPickerItem(match) ? picked.openThumbnail(call, uri, given) : items.thumbnail(call, match, given);
  }

  /** ContentProvider.getStreamTypes: MediaProvider makes nothing else of its items. */
  async getStreamTypes(): Promise<null> {
    return null;
  }

  /** openTypedAssetFileCommon: a thumbnail when an image of a size is asked for, else the item when it is of the type. */
  async openTypedAssetFile(
    call: BinderCall,
    uri: Uri,
    mimeTypeFilter: string,
    opts: Bundle | null,
  ): Promise<OpenedFile> {
    const size = thumbnailSizeOf(opts);
    if (size !== null && mimeTypeFilter.startsWith('image/')) return this.openThumbnail(call, uri, size);
    const type = mimeTypeFilter === '*/*' ? mimeTypeFilter : await this.getType(call, uri);
    if (type !== null && compareMimeTypes(type, mimeTypeFilter)) return this.openFile(call, uri, 'r');
    throw new Throwable('FileNotFoundException', `Can't open ${uri} as type ${mimeTypeFilter}`);
  }

  async refresh(): Promise<boolean> {
    return false;
  }

  /** What a URI addresses: canonical and redacted ones by the item they stand for, a redacted one under its own name. */
  async #match(call: BinderCall, uri: Uri): Promise<Match> {
    if (isRedactedUri(uri)) return { ...matchUri(this.#services.redactedUris.resolve(uri), isSelf(call)), uri };
    return matchUri(await this.#canonical.safeUncanonicalize(call, uri), isSelf(call));
  }

  async #queryCollection(
    call: BinderCall,
    match: Match,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet | null> {
    const { packageName, userId, targetSdk } = call.caller;
    const { database, device } = this.#services;
    if (isLegacyThumbnail(match)) {
      return queryLegacyThumbnails(match, targetSdk, { projection, sqlArgs: resolveQueryArgs(queryArgs).sqlArgs });
    }
    if (match.collection === null || isThumbnailOf(match)) {
      throw new Throwable('UnsupportedOperationException', `Unknown or unsupported URL: ${match.uri}`);
    }
    const mountedVolumes = this.#services.mountedVolumes();
    const { sqlArgs, honored } = resolveQueryArgs(queryArgs);
    if (!isVolumeAttached(match.volumeName, mountedVolumes, targetSdk)) return null;
    const { code, volumeName } = match;
    const packageNames = [packageName];
    const access = accessOf(this.#services, packageName);
    const latestOnly = hasLatestSelection(device) && queryArgs[QUERY_ARG.LATEST_SELECTION_ONLY] === true;
    const granted = match.id !== null && this.#services.uriGrants.mayRead(packageName, match.uri);
    const filter = granted
      ? 'all'
      : rowFilter({ access, code, volumeName, packageNames, userId, forWrite: false, latestOnly });
    const deviceSdk = device.profile.sdk;
    const query = this.#plans.build({
      ...{ match, deviceSdk, targetSdk, packageNames, filter, sqlArgs, projection, queryArgs, mountedVolumes },
      visiblePackages: visiblePackages(this.#services.packages, packageName),
      ownsOpenFiles: this.#openFiles.areOwnedBy(packageName),
    });
    const asked = { packageName, uri: match.uri, query };
    const result = await loggedQuery(this.#services.queryLog, asked, database);
    return { ...result, extras: { [EXTRA_HONORED_ARGS]: honoredArgs(honored, match) } };
  }
}

/** Thumbnails.MINI_KIND, pixels. */
const MINI_KIND: ThumbnailSize = { width: 512, height: 384 };

/** Whether a match is the thumbnail of an item: it can be opened, not queried. */
function isThumbnailOf({ code }: Match): boolean {
  return code === URI_CODE.IMAGES_MEDIA_ID_THUMBNAIL || code === URI_CODE.VIDEO_MEDIA_ID_THUMBNAIL;
}

/** Whether a match is an item that the photo picker handed out. */
function isPickerItem({ code }: Match): boolean {
  return code === URI_CODE.PICKER_ID || code === URI_CODE.PICKER_GET_CONTENT_ID;
}

/** Whether QUERY_ARG_LATEST_SELECTION_ONLY is known: on Android 15, and on 14 with its extension 12. */
function hasLatestSelection({ profile }: Device): boolean {
  return profile.sdk >= 35 || (profile.sdk === 34 && (profile.extensions[34] ?? 0) >= 12);
}

function grantedIds(
  grants: MediaGrants,
  { package_name, mime_types }: Bundle,
  volumeNames: readonly string[],
): ResultSet {
  const mimeTypes = Array.isArray(mime_types) ? mime_types.filter((type) => typeof type === 'string') : [];
  const ids = grants.list(String(package_name), 0, { mimeTypes, volumeNames });
  return memoryResult(
    ['file_id'],
    ids.map((id) => [id]),
  );
}
