// Mirrors android.provider.CloudMediaProvider, as an app that keeps photos in a cloud implements it.
import {
  CLOUD_ALBUM_COLUMNS,
  CLOUD_EXTRA,
  CLOUD_MEDIA_COLUMNS,
  CLOUD_PROVIDER_INTERFACE,
  DEFAULT_CAPABILITIES,
  EXTRA_PROVIDER_CAPABILITIES,
  EXTRA_SURFACE_EVENT_CALLBACK,
  MEDIA_COLLECTION_INFO,
  METHOD_CREATE_SURFACE_CONTROLLER,
  METHOD_GET_CAPABILITIES,
  METHOD_GET_MEDIA_COLLECTION_INFO,
  URI_PATH,
} from '../../../../contract/android/cloudMediaProviderContract.ts';
import type { Bundle, CursorValue, Projection } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { permission } from '../../../../contract/android/manifest.ts';
import { EXTRA_HONORED_ARGS, filesContentUri, VOLUME_EXTERNAL } from '../../../../contract/android/mediaStore.ts';
import { type Uri, uriParts, withAppendedId } from '../../../../contract/android/uri.ts';
import type { CloudMediaFault, CloudMediaOperation } from '../../../../contract/rpc/cloudMediaApi.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import {
  type ContentProvider,
  type LocalFile,
  memoryResult,
  type ProviderInfo,
  type ResultSet,
  type ThumbnailSize,
} from '../../../content/contentProvider.ts';
import { thumbnailSizeOf } from '../../../content/extraSize.ts';
import type { CloudFaults } from '../../../device/cloudFaults.ts';
import type { CloudNetwork } from '../../../device/cloudNetwork.ts';
import type { CloudMediaFiles } from './cloudMediaFiles.ts';
import { ALBUMS, type CloudMediaItem, factsOf, newestFirst } from './cloudMediaItem.ts';
import type { CloudMediaStore } from './cloudMediaStore.ts';

export const CLOUD_MEDIA_AUTHORITY = 'com.example.cloudphotos.cloudmedia';
export const CLOUD_MEDIA_LABEL = 'Cloud Photos';

/** What the cloud says when it cannot answer. */
const SERVER_ERROR = 'The cloud answered 500 Internal Server Error';
/** Collection of nobody: who is not signed in has no items. */
const NO_COLLECTION = { id: 'signed-out', generation: 0 };
/** Rows of a page for who does not say how many. */
const PAGE_SIZE = 500;

export type CloudMediaProviderServices = Readonly<{
  packageName: string;
  store: CloudMediaStore;
  files: CloudMediaFiles;
  network: CloudNetwork;
  faults: CloudFaults<CloudMediaOperation, CloudMediaFault>;
}>;

/** Rows that are still to be told, and what stands for each of them. */
type Pages<Row> = Readonly<{
  rows: readonly Row[];
  valuesOf(row: Row): readonly CursorValue[];
  tokenOf(row: Row): string;
}>;

/** Where an item is in the order of items. */
type Place = Pick<CloudMediaItem, 'dateTakenMillis' | 'id'>;

type Asked = Readonly<{ operation: CloudMediaOperation; item: CloudMediaItem | null; signal: AbortSignal }>;

export class CloudMediaProvider implements ContentProvider {
  readonly info: ProviderInfo;
  readonly #services: CloudMediaProviderServices;

  constructor(services: CloudMediaProviderServices) {
    this.#services = services;
    this.info = {
      ...{ authority: CLOUD_MEDIA_AUTHORITY, packageName: services.packageName, label: CLOUD_MEDIA_LABEL },
      ...{ exported: true, grantUriPermissions: false, name: `${services.packageName}.PhotosProvider` },
      permission: permission.MANAGE_CLOUD_MEDIA_PROVIDERS,
      intentActions: [CLOUD_PROVIDER_INTERFACE],
    };
  }

  /** onQueryMedia, onQueryDeletedMedia and onQueryAlbums. @throws {Throwable} for any other path, and what the network does */
  async query({ signal }: BinderCall, uri: Uri, _projection: Projection, args: Bundle | null): Promise<ResultSet> {
    const asked = args ?? {};
    switch (uriParts(uri).segments[0]) {
      case URI_PATH.MEDIA:
        return this.#answer({ operation: 'media', item: null, signal }, () => this.#media(asked));
      case URI_PATH.DELETED_MEDIA:
        return this.#answer({ operation: 'media', item: null, signal }, () => this.#deletedMedia(asked));
      case URI_PATH.ALBUM:
        return this.#answer({ operation: 'albums', item: null, signal }, () => this.#albums());
      default:
        throw new Throwable('UnsupportedOperationException', `Unsupported Uri ${uri}`);
    }
  }

  /**
   * onGetMediaCollectionInfo; for the rest what a provider answers that overrides nothing.
   * @throws {Throwable} UnsupportedOperationException, and what the network does
   */
  async call(call: BinderCall, method: string, _arg: string | null, extras: Bundle | null): Promise<Bundle> {
    switch (method) {
      case METHOD_GET_MEDIA_COLLECTION_INFO:
        return this.#collectionInfo(call);
      case METHOD_CREATE_SURFACE_CONTROLLER:
        return surfaceController(extras);
      case METHOD_GET_CAPABILITIES:
        return { [EXTRA_PROVIDER_CAPABILITIES]: { ...DEFAULT_CAPABILITIES } };
      default:
        throw new Throwable('UnsupportedOperationException', `Method not supported ${method}`);
    }
  }

  async #collectionInfo({ signal }: BinderCall): Promise<Bundle> {
    const { store } = this.#services;
    return this.#answer({ operation: 'collection', item: null, signal }, () => {
      const { id, generation } = store.collection() ?? NO_COLLECTION;
      return {
        [MEDIA_COLLECTION_INFO.MEDIA_COLLECTION_ID]: id,
        [MEDIA_COLLECTION_INFO.LAST_MEDIA_SYNC_GENERATION]: generation,
        [MEDIA_COLLECTION_INFO.ACCOUNT_NAME]: store.currentAccount,
      };
    });
  }

  /** onOpenMedia. @throws {Throwable} FileNotFoundException, IOException */
  async openFile({ signal }: BinderCall, uri: Uri): Promise<LocalFile> {
    const item = this.#find(uri);
    let isCut = false;
    const spoils = ({ kind }: CloudMediaFault) => {
      isCut = kind === 'truncate';
      return isCut;
    };
    const { files } = this.#services;
    // What is on the device needs no cloud.
    if (files.isDownloaded(item)) return files.file(item, { signal, isCut });
    return this.#struck({ operation: 'open', item, signal }, () => files.file(item, { signal, isCut }), spoils);
  }

  /** onOpenPreview. @throws {Throwable} FileNotFoundException, IOException */
  async openThumbnail({ signal }: BinderCall, uri: Uri, size: ThumbnailSize): Promise<LocalFile> {
    const item = this.#find(uri);
    const { files } = this.#services;
    return this.#struck({ operation: 'thumbnail', item, signal }, () => files.thumbnail(item, size, signal));
  }

  async openTypedAssetFile(call: BinderCall, uri: Uri, _filter: string, opts: Bundle | null): Promise<LocalFile> {
    const size = thumbnailSizeOf(opts);
    return size === null ? this.openFile(call, uri) : this.openThumbnail(call, uri, size);
  }

  async getType(): Promise<never> {
    throw notSupported('getType');
  }

  async canonicalize(): Promise<never> {
    throw notSupported('Canonicalize');
  }

  async uncanonicalize(): Promise<null> {
    return null;
  }

  async insert(): Promise<never> {
    throw notSupported('Insert');
  }

  async update(): Promise<never> {
    throw notSupported('Update');
  }

  async delete(): Promise<never> {
    throw notSupported('Delete');
  }

  async applyBatch(): Promise<never> {
    throw notSupported('Insert');
  }

  async getStreamTypes(): Promise<null> {
    return null;
  }

  async refresh(): Promise<boolean> {
    return false;
  }

  #media(args: Bundle): ResultSet {
    const since = args[CLOUD_EXTRA.SYNC_GENERATION];
    const albumId = args[CLOUD_EXTRA.ALBUM_ID];
    const last = itemOf(args[CLOUD_EXTRA.PAGE_TOKEN]);
    const rows = this.#services.store.items().filter((item) => {
      if (last !== null && newestFirst(item, last) <= 0) return false;
      if (typeof albumId === 'string' && !item.albumIds.includes(albumId)) return false;
      return typeof since !== 'number' || item.syncGeneration > since;
    });
    return this.#page(args, CLOUD_MEDIA_COLUMNS, { rows, valuesOf: mediaRow, tokenOf: tokenOfItem });
  }

  #deletedMedia(args: Bundle): ResultSet {
    const since = args[CLOUD_EXTRA.SYNC_GENERATION];
    const token = args[CLOUD_EXTRA.PAGE_TOKEN];
    const ids = this.#services.store.deletedSince(typeof since === 'number' ? since : 0);
    const rows = typeof token === 'string' ? ids.slice(ids.indexOf(token) + 1) : ids;
    return this.#page(args, ['id'], { rows, valuesOf: (id) => [id], tokenOf: (id) => id });
  }

  #albums(): ResultSet {
    const items = this.#services.store.items();
    const rows = ALBUMS.flatMap(({ id, displayName }) => {
      const members = items.filter(({ albumIds }) => albumIds.includes(id));
      const [newest] = members;
      return newest === undefined ? [] : [[id, displayName, newest.dateTakenMillis, newest.id, members.length]];
    });
    return this.#page({}, CLOUD_ALBUM_COLUMNS, { rows, valuesOf: (row) => row, tokenOf: ([id]) => String(id) });
  }

  /** The first page of rows; its token is its last row, so that what is added or deleted meanwhile moves no other one. */
  #page<Row>(args: Bundle, columns: readonly string[], { rows, valuesOf, tokenOf }: Pages<Row>): ResultSet {
    const asked = args[CLOUD_EXTRA.PAGE_SIZE];
    const page = rows.slice(0, typeof asked === 'number' && asked > 0 ? asked : PAGE_SIZE);
    const { id } = this.#services.store.collection() ?? NO_COLLECTION;
    const last = page.at(-1);
    const isMore = last !== undefined && page.length < rows.length;
    const next = isMore ? { [CLOUD_EXTRA.PAGE_TOKEN]: tokenOf(last) } : {};
    const honored = [CLOUD_EXTRA.SYNC_GENERATION, CLOUD_EXTRA.ALBUM_ID, CLOUD_EXTRA.PAGE_TOKEN, CLOUD_EXTRA.PAGE_SIZE];
    const extras = { [CLOUD_EXTRA.MEDIA_COLLECTION_ID]: id, [EXTRA_HONORED_ARGS]: honored, ...next };
    return { ...memoryResult(columns, page.map(valuesOf)), extras };
  }

  #find(uri: Uri): CloudMediaItem {
    const item = this.#services.store.find(uriParts(uri).segments[1] ?? '');
    if (item === null) throw new Throwable('FileNotFoundException', `No item at ${uri}`);
    return item;
  }

  /** A question and its answer, each on its way. */
  #answer<Answer>(asked: Asked, answer: () => Answer): Promise<Answer> {
    return this.#struck(asked, async () => {
      await this.#services.network.request(asked.signal);
      return answer();
    });
  }

  /** @param spoils whether a fault only spoils what is answered */
  async #struck<Answer>(
    asked: Asked,
    answer: () => Promise<Answer>,
    spoils: (fault: CloudMediaFault) => boolean = () => false,
  ): Promise<Answer> {
    await this.#strike(asked, 'before', spoils);
    await this.#strike(asked, 'during', spoils);
    const answered = await answer();
    await this.#strike(asked, 'after', spoils);
    return answered;
  }

  async #strike(
    { operation, item, signal }: Asked,
    at: CloudMediaFault['at'],
    spoils: (fault: CloudMediaFault) => boolean,
  ): Promise<void> {
    const { faults, network } = this.#services;
    const document = item === null ? null : { id: item.id, displayName: item.id };
    const fault = faults.strike({ operation, document }, at);
    if (fault === null || spoils(fault)) return;
    if (fault.kind === 'hang') await network.hang(signal);
    const opens = operation === 'open' || operation === 'thumbnail';
    throw new Throwable(opens ? 'FileNotFoundException' : 'IllegalStateException', SERVER_ERROR);
  }
}

function tokenOfItem({ dateTakenMillis, id }: Place): string {
  return `${dateTakenMillis}|${id}`;
}

/** Null for what is no token of an item. */
function itemOf(token: unknown): Place | null {
  const [, date, id] = typeof token === 'string' ? (/^(-?\d+)\|(.+)$/.exec(token) ?? []) : [];
  return id === undefined ? null : { dateTakenMillis: Number(date), id };
}

function mediaRow(item: CloudMediaItem): readonly CursorValue[] {
  const { mimeType, extension, sizeBytes, durationMillis, width, height } = factsOf(item);
  const original = item.localId === null ? null : withAppendedId(filesContentUri(VOLUME_EXTERNAL), item.localId);
  return [
    ...[item.id, item.dateTakenMillis, item.syncGeneration, mimeType, extension, sizeBytes],
    ...[original, durationMillis, item.isFavorite ? 1 : 0, width, height, 0],
  ];
}

function notSupported(what: string): Throwable {
  return new Throwable('UnsupportedOperationException', `${what} not supported`);
}

/** onCreateCloudMediaSurfaceController returns null by default: the picker plays videos by itself then. */
function surfaceController(extras: Bundle | null): Bundle {
  if (extras === null) throw new Throwable('NullPointerException', '');
  if (extras[EXTRA_SURFACE_EVENT_CALLBACK] === undefined) {
    throw new Throwable('IllegalArgumentException', 'Missing surface event callback');
  }
  return {};
}
