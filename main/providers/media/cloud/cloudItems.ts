// Mirrors PickerUriResolver for items of a cloud provider: their bytes come from it, through the picker.
import { cloudMediaUri } from '../../../../contract/android/cloudMediaProviderContract.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile, ThumbnailSize } from '../../../content/contentProvider.ts';
import type { CloudItemRow, CloudMirror } from './cloudMirror.ts';

/** Of a picker URI: whose item it is, and what its provider calls it. */
type CloudItem = Readonly<{ host: string; mediaId: string }>;

export type CloudItemsServices = Readonly<{
  mirror: CloudMirror;
  /** Authority of the provider whose items there are; null for none. */
  shown(): string | null;
  log(sentence: string): void;
  /** The provider, as the media provider's own package reaches it. */
  provider: Readonly<{
    openFile(uri: Uri, mode: OpenMode, signal: AbortSignal): Promise<OpenedFile>;
    openThumbnail(uri: Uri, size: ThumbnailSize, signal: AbortSignal): Promise<OpenedFile>;
  }>;
}>;

export class CloudItems {
  readonly #services: CloudItemsServices;

  constructor(services: CloudItemsServices) {
    this.#services = services;
  }

  /** Null for an item that is gone, and for one of a provider that is not the chosen one. */
  find({ host, mediaId }: CloudItem): CloudItemRow | null {
    const { mirror, shown } = this.#services;
    return host === shown() ? mirror.find(host, mediaId) : null;
  }

  /** Downloads the item where it is not on the device. @throws {Throwable} FileNotFoundException */
  open({ signal }: BinderCall, uri: Uri, item: CloudItem): Promise<OpenedFile> {
    return this.#opened(uri, item, (inProvider) => this.#services.provider.openFile(inProvider, 'r', signal));
  }

  /** @throws {Throwable} FileNotFoundException */
  openThumbnail(
    { signal }: BinderCall,
    uri: Uri,
    { size, ...item }: CloudItem & Readonly<{ size: ThumbnailSize }>,
  ): Promise<OpenedFile> {
    return this.#opened(uri, item, (inProvider) => this.#services.provider.openThumbnail(inProvider, size, signal));
  }

  async #opened(uri: Uri, item: CloudItem, open: (uri: Uri) => Promise<OpenedFile>): Promise<OpenedFile> {
    if (this.find(item) === null) throw new Throwable('FileNotFoundException', `File not found for uri: ${uri}`);
    try {
      return await open(cloudMediaUri(item.host, item.mediaId));
    } catch (error) {
      if (error instanceof Throwable && error.name === 'OperationCanceledException') throw error;
      this.#services.log(`Failed to open file: ${uri}: ${error instanceof Error ? error.message : String(error)}`);
      // The app opens a file of the picker's own, which is not there when the provider does not give it.
      const message = 'open failed: ENOENT (No such file or directory)';
      throw new Throwable('FileNotFoundException', message, { cause: error });
    }
  }
}
