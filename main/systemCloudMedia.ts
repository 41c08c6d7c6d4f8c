// Cloud media of every device: the mock provider, published beside the rest of the system, and who chooses it.
import { Throwable } from '../contract/android/errors.ts';
import { AUTHORITY, CALL } from '../contract/android/mediaStore.ts';
import type { CloudMediaState } from '../contract/rpc/cloudMediaApi.ts';
import type { CloudMediaProviderInfo } from '../contract/rpc/systemUi.ts';
import type { CloudMediaApps } from './activity/cloudMediaApps.ts';
import { type CallerServices, SystemCaller } from './activity/systemCaller.ts';
import type { DeviceClock } from './device/clock.ts';
import type { Store } from './device/jsonFile.ts';
import { SYSTEM_PACKAGES } from './packages/packageManager.ts';
import { CLOUD_MEDIA_AUTHORITY, CLOUD_MEDIA_LABEL } from './providers/media/cloud/cloudMediaProvider.ts';
import { MockCloudMedia, type Original } from './providers/media/cloud/mockCloudMedia.ts';
import type { MediaModule } from './providers/media/mediaModule.ts';
import type { CloudProvider, LocalItem } from './providers/media/pickerModule.ts';

export type CloudMediaServices = CallerServices &
  Readonly<{
    /** Folder of everything the device keeps. */
    home: string;
    clock: DeviceClock;
    media: MediaModule;
    stored(name: string): Store;
  }>;

export class CloudMedia implements CloudMediaApps {
  /** The cloud that a tester controls. */
  readonly mock: MockCloudMedia;
  readonly #media: MediaModule;

  constructor(services: CloudMediaServices) {
    const { media, resolver } = services;
    this.#media = media;
    const packageName = SYSTEM_PACKAGES.cloudMedia;
    const asProvider = new SystemCaller(services, packageName);
    this.mock = new MockCloudMedia({
      ...{ home: services.home, clock: services.clock, packageName, store: services.stored('cloudmedia.json') },
      notifyChanged: () => {
        // It answers whether the provider is the chosen one; nothing is lost when it is not.
        void asProvider.call(AUTHORITY, CALL.NOTIFY_CLOUD_MEDIA_CHANGED_EVENT, {}, CLOUD_MEDIA_AUTHORITY);
      },
    });
    resolver.publish(this.mock.provider);
  }

  /** CloudProviderUtils.getAvailableCloudProviders */
  providers(): readonly CloudProvider[] {
    const { accountName } = this.mock;
    const packageName = SYSTEM_PACKAGES.cloudMedia;
    return [{ authority: CLOUD_MEDIA_AUTHORITY, label: CLOUD_MEDIA_LABEL, accountName, packageName }];
  }

  available(): readonly CloudMediaProviderInfo[] {
    return this.providers().map(infoOf);
  }

  active(): CloudMediaProviderInfo | null {
    const provider = this.#media.picker.active();
    return provider === null ? null : infoOf(provider);
  }

  setActive(authority: string | null): void {
    if (this.#media.picker.sync.setCloudProvider(authority)) return;
    throw new Throwable('IllegalArgumentException', `Cloud provider not supported: ${authority}`);
  }

  state(): CloudMediaState {
    const { sync, mirror } = this.#media.picker;
    const { isRunning, problem } = sync;
    return {
      ...{ ...this.mock.state(), available: this.available(), active: this.active() },
      sync: { isRunning, items: mirror.count(), problem },
    };
  }

  /** Copies the newest items of the device that have no copy yet. @returns ids of the copies */
  backUp(count: number): readonly string[] {
    const { mock } = this;
    return mock.backUp(count, this.#media.picker.newest(count + mock.copies()).map(original));
  }

  boot(): void {
    this.#media.picker.sync.boot();
  }

  /** A factory reset: nobody is chosen, and the mock's accounts begin anew. */
  reset(): void {
    this.#media.picker.sync.reset();
    this.mock.reset();
  }

  /** Called after anything of state() has changed. */
  onChange(listener: () => void): Disposable {
    const subscribed = [this.mock.onChange(listener), this.#media.picker.sync.onChange(listener)];
    return {
      [Symbol.dispose]: () => {
        for (const subscription of subscribed) subscription[Symbol.dispose]();
      },
    };
  }
}

function infoOf({ authority, label, accountName }: CloudProvider): CloudMediaProviderInfo {
  return { authority, label, accountName };
}

function original({ id, dateTakenMillis, mimeType }: LocalItem): Original {
  const kind = mimeType.startsWith('video/') ? 'video' : mimeType === 'image/gif' ? 'gif' : 'photo';
  return { id, dateTakenMillis, kind };
}
