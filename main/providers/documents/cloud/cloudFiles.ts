// The bytes of a document: from the cloud, into a draft, or made for who asks for another type.
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import { mimeTypeMatches } from '../../../../contract/android/mimeTypeFilter.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile } from '../../../content/contentProvider.ts';
import type { CloudCallServices } from './cloudCalls.ts';
import { type ChannelWatch, DownloadChannel, DraftChannel, openBlob } from './cloudChannel.ts';
import type { CloudDocument } from './cloudStore.ts';
import type { CloudUploads } from './cloudUploads.ts';
import { exportedBytes } from './exports.ts';

export class CloudFiles {
  readonly #services: CloudCallServices & Readonly<{ uploads: CloudUploads }>;

  constructor(services: CloudCallServices & Readonly<{ uploads: CloudUploads }>) {
    this.#services = services;
  }

  /** @throws {Throwable} FileNotFoundException for a type it cannot be had as */
  async exported(call: BinderCall, document: CloudDocument, mimeTypeFilter: string): Promise<OpenedFile> {
    const mimeType = document.exports.find((type) => mimeTypeMatches(type, mimeTypeFilter));
    const bytes = mimeType === undefined ? null : exportedBytes(mimeType, document.displayName);
    if (mimeType === undefined || bytes === null)
      throw new Throwable('FileNotFoundException', 'The requested MIME type is not supported.');
    const { store } = this.#services;
    // A file of the store that no document names: the next start sweeps it, and so does its end.
    const name = store.write(bytes);
    const file = this.#reader(await openBlob(store.path(name), 'r'), document, call, bytes.length);
    return { ...file, mimeType, closed: async () => store.drop(name) };
  }

  async download(call: BinderCall, document: CloudDocument): Promise<OpenedFile> {
    const { store } = this.#services;
    const { blob } = store.find(document.id) ?? document;
    if (blob === null) throw new Throwable('FileNotFoundException', `Missing document ${document.id}`);
    return this.#reader(await openBlob(store.path(blob), 'r'), document, call, store.sizeOf(document));
  }

  #reader(handle: Awaited<ReturnType<typeof openBlob>>, document: CloudDocument, call: BinderCall, bytes: number) {
    const told = document.tellsSize ? bytes : null;
    const channel = new DownloadChannel(handle, { told, bytes }, this.#watch(call, document));
    return { mimeType: document.mimeType, channel };
  }

  async draft(call: BinderCall, document: CloudDocument, mode: OpenMode): Promise<OpenedFile> {
    const { store, uploads } = this.#services;
    const { blob, version } = store.find(document.id) ?? document;
    const draft = store.draftOf(mode.includes('t') ? null : blob);
    const handle = await openBlob(store.path(draft), 'r+');
    const { size } = await handle.stat();
    const closed = async (error?: Error) => {
      const isSignedIn = store.account(document.account)?.signedIn === true;
      // Who did not end in order, or has no account any more, has written nothing.
      if (error === undefined && isSignedIn) uploads.add({ documentId: document.id, draft, baseVersion: version });
      else store.drop(draft);
    };
    const watch = this.#watch(call, document);
    return { mimeType: document.mimeType, channel: new DraftChannel(handle, size, { watch, closed }) };
  }

  #watch(call: BinderCall, document: CloudDocument): ChannelWatch {
    const { network, store, faults } = this.#services;
    return {
      ...{ network, signal: call.signal },
      check: () => {
        if (store.account(document.account)?.signedIn !== true)
          throw new Throwable('IOException', `${document.account} was signed out.`);
      },
      strike: (operation) => faults.strike({ operation, document }, 'during'),
    };
  }
}
