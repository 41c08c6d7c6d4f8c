// Mirrors the photo picker's half of MediaProvider: its lists, what it handed out, and the provider of cloud media.
import { join } from 'node:path';
import type { Bundle } from '../../../contract/android/cursor.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { contentUri, type Uri } from '../../../contract/android/uri.ts';
import type { CloudMediaProviderInfo } from '../../../contract/rpc/systemUi.ts';
import type { OpenedFile, ResultSet, ThumbnailSize } from '../../content/contentProvider.ts';
import { type ContentObservers, NOTIFY } from '../../content/observers.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device } from '../../device/device.ts';
import type { Store } from '../../device/jsonFile.ts';
import type { Logcat } from '../../log/logcat.ts';
import { CloudItems } from './cloud/cloudItems.ts';
import { CloudMirror } from './cloud/cloudMirror.ts';
import { PickerSyncController } from './cloud/pickerSyncController.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { PickedItems, type PickedItemsServices } from './pickedItems.ts';
import { pickerMediaStatement } from './pickerMedia.ts';
import { PickerOrders } from './pickerOrder.ts';
import { PickerProvider } from './pickerProvider.ts';
import { UsersMedia } from './usersMedia.ts';
import { type PickerQueries, WorkProfileMedia } from './workProfileMedia.ts';

/** CloudProviderInfo: an installed provider of cloud media. */
export type CloudProvider = CloudMediaProviderInfo & Readonly<{ packageName: string }>;

/** What of the device the picker's data needs beside the media database. */
export type PickerModuleOptions = Readonly<{
  /** Where it is kept which provider was chosen. */
  store: Store;
  /** Every provider that may be chosen. */
  cloudProviders(): readonly CloudProvider[];
  /** Providers, as the media provider's own package reaches them. */
  caller: Readonly<{
    query(uri: Uri, args: Bundle): Promise<ResultSet | null>;
    call(authority: string, method: string, extras: Bundle): Promise<Bundle | null>;
    openFile(uri: Uri, mode: OpenMode, signal: AbortSignal): Promise<OpenedFile>;
    openThumbnail(uri: Uri, size: ThumbnailSize, signal: AbortSignal): Promise<OpenedFile>;
  }>;
}>;

type Services = Omit<PickedItemsServices, 'cloudItems' | 'work' | 'isFirstModule'> &
  Readonly<{
    home: string;
    device: Device;
    database: MediaDatabase;
    clock: Clock;
    logcat: Logcat;
    observers: Pick<ContentObservers, 'notifyChange'>;
    mountedVolumes(): readonly string[];
    picker: PickerModuleOptions;
  }>;

/** Photos and videos of the device. `dateTakenMillis`: since 1970 UTC. */
export type LocalItem = Readonly<{ id: number; dateTakenMillis: number; mimeType: string }>;

const ALL_MEDIA = contentUri(AUTHORITY, ['picker_internal', 'media', 'all']);

export class PickerModule {
  readonly provider: PickerQueries;
  readonly picked: PickedItems;
  readonly sync: PickerSyncController;
  readonly mirror: CloudMirror;
  readonly #services: Services;

  constructor(services: Services) {
    const { database, clock, logcat, observers, picker } = services;
    this.#services = services;
    const log = (sentence: string) => logcat.log('W', 'PickerSyncController', sentence);
    const orders = new PickerOrders(database);
    const announce = () => observers.notifyChange([ALL_MEDIA], NOTIFY.UPDATE);
    this.mirror = new CloudMirror(database, () => {
      orders.cloudChanged();
      announce();
    });
    const { caller, store } = picker;
    const available = () => picker.cloudProviders().map(({ authority }) => authority);
    this.sync = new PickerSyncController({
      ...{ mirror: this.mirror, clock, store, log, available },
      provider: caller,
    });
    const shown = () => this.sync.shown;
    const cloudItems = new CloudItems({ mirror: this.mirror, shown, log, provider: caller });
    const work = new WorkProfileMedia(join(services.home, 'media', 'work'), services.device);
    const isFirstModule = () => services.device.profile.skin === 'T-legacy';
    this.picked = new PickedItems({ ...services, cloudItems, work, isFirstModule });
    const owner = new PickerProvider({ ...services, mirror: this.mirror, sync: this.sync, orders });
    this.provider = new UsersMedia(owner, work);
  }

  /** The newest items of the device, at most `count`. */
  newest(count: number): readonly LocalItem[] {
    const { database, mountedVolumes } = this.#services;
    const query = { mimeTypes: [], albumId: null, ids: null, volumeNames: mountedVolumes() };
    const { sql, args } = pickerMediaStatement(query);
    const rows = database.all<Readonly<Record<string, unknown>>>(`${sql} LIMIT ?`, ...(args as string[]), count);
    return rows.map(({ id, date_taken_millis, mime_type }) => {
      return { id: Number(id), dateTakenMillis: Number(date_taken_millis), mimeType: String(mime_type) };
    });
  }

  /** Providers that may be chosen. */
  available(): readonly CloudProvider[] {
    return this.#services.picker.cloudProviders();
  }

  /** The provider that is chosen; null for none, and for one that is not there any more. */
  active(): CloudProvider | null {
    return this.available().find(({ authority }) => authority === this.sync.cloudProvider) ?? null;
  }
}
