// What a photo picker has to show for a request, and what of an answer it can have shown.
import { ACTION_USER_SELECT_IMAGES_FOR_APP } from '../../contract/android/intent.ts';
import { AUTHORITY, PICKER_LOCAL_AUTHORITY, pickerItem, pickerUri } from '../../contract/android/mediaStore.ts';
import { contentUri, type Uri } from '../../contract/android/uri.ts';
import type { WorkProfile } from '../../contract/rpc/deviceApi.ts';
import type { AskChanges, Dialogs, PickerProfile } from '../../contract/rpc/systemUi.ts';
import { type Device, WORK_USER_ID } from '../device/device.ts';
import type { CloudMediaApps } from './cloudMediaApps.ts';
import { isPickerAnswer } from './pickedUris.ts';
import type { PickedItem } from './pickerResult.ts';
import type { SystemCaller } from './systemCaller.ts';

const PERSONAL: PickerProfile = { userId: 0, kind: 'personal', state: 'ready' };

type PickerAsk = Dialogs['photoPicker']['ask'];
/** What a request does not say: it is of the device. */
export type PickerSources = Pick<PickerAsk, 'profiles' | 'cloudProvider' | 'hasCloudProviders'>;

export type PickerItemsServices = Readonly<{
  device: Device;
  /** The device as the photo picker's own package reaches it. */
  asPicker: SystemCaller;
  cloudMedia: Pick<CloudMediaApps, 'active' | 'available' | 'onChange'>;
  /** Whether a row of files was there and is not any more. */
  wasDeleted(id: number): boolean;
}>;

export class PickerItems {
  readonly #services: PickerItemsServices;

  constructor(services: PickerItemsServices) {
    this.#services = services;
  }

  /** Whose items there are to choose from. A selection is made of the device's own, for this user, alone. */
  sources({ action }: Pick<PickerAsk, 'action'>): PickerSources {
    if (action === ACTION_USER_SELECT_IMAGES_FOR_APP) {
      return { profiles: [PERSONAL], cloudProvider: null, hasCloudProviders: false };
    }
    const { device, cloudMedia } = this.#services;
    return {
      profiles: pickerProfiles(device.workProfile),
      cloudProvider: cloudMedia.active(),
      hasCloudProviders: cloudMedia.available().length > 0,
    };
  }

  /** Of URIs that an app proposes, those that this picker shows; each once, in the app's order. */
  async offered(ask: PickerAsk, uris: readonly Uri[]): Promise<readonly Uri[]> {
    const known = uris.filter((uri) => isPickerAnswer({ ...ask, maxItems: 1 }, [uri]));
    const shown = await this.mimeTypes(ask, known);
    return [...new Set(known)].filter((uri) => shown.has(uri));
  }

  /** Whose items there are may change while the picker is open: it is told, and shows what there is then. */
  changes(ask: PickerAsk): AskChanges<'photoPicker'> {
    return (change) => {
      const { device, cloudMedia } = this.#services;
      const { profiles, cloudProvider, hasCloudProviders } = ask;
      let known = JSON.stringify({ profiles, cloudProvider, hasCloudProviders });
      const look = () => {
        const sources = this.sources(ask);
        if (known === JSON.stringify(sources)) return;
        known = JSON.stringify(sources);
        change({ ...ask, ...sources });
      };
      const subscribed = new DisposableStack();
      subscribed.use(device.onChange(look));
      subscribed.use(cloudMedia.onChange(look));
      look();
      return () => subscribed.dispose();
    };
  }

  /**
   * Of what the user confirmed, what is handed out; each once, in the order of selection. An item that was deleted
   * meanwhile is, as on Android: its URI leads nowhere.
   */
  async picked(ask: PickerAsk, uris: readonly Uri[]): Promise<readonly PickedItem[]> {
    const now = { ...ask, ...this.sources(ask) };
    const possible = uris.filter((uri) => isPickerAnswer({ ...now, maxItems: 1 }, [uri]));
    const shown = await this.mimeTypes(now, possible);
    return [...new Set(possible)].flatMap((uri): readonly PickedItem[] => {
      const mimeType = shown.get(uri) ?? null;
      return mimeType !== null || this.#wasDeleted(uri) ? [{ uri, mimeType }] : [];
    });
  }

  /** MIME types by URI, of those items that the picker shows now. */
  async mimeTypes(ask: PickerAsk, uris: readonly Uri[]): Promise<ReadonlyMap<Uri, string>> {
    const users = new Set(uris.map(userOf));
    const found = await Promise.all(
      [...users].map((userId) =>
        this.#ofUser(
          ask,
          userId,
          uris.filter((uri) => userOf(uri) === userId),
        ),
      ),
    );
    return new Map(found.flat());
  }

  async #ofUser({ mimeTypes, isLocalOnly }: PickerAsk, userId: number, uris: readonly Uri[]) {
    const media = contentUri(AUTHORITY, ['picker_internal', 'media', isLocalOnly ? 'local' : 'all']);
    const args = { pre_selection_uris: uris, mime_types: mimeTypes, user_id: userId };
    const found = await this.#services.asPicker.query(media, args);
    if (found === null) return [];
    const [id, authority, mimeType] = ['id', 'authority', 'mime_type'].map((name) => found.columns.indexOf(name));
    return found.window(0, found.count).map((row): readonly [Uri, string] => {
      const uri = pickerUri(String(row[id ?? -1]), userId, String(row[authority ?? -1] ?? PICKER_LOCAL_AUTHORITY));
      return [uri, String(row[mimeType ?? -1])];
    });
  }

  #wasDeleted(uri: Uri): boolean {
    const item = pickerItem(uri);
    const isOwn = item?.userId === 0 && item.authority === PICKER_LOCAL_AUTHORITY;
    return isOwn && this.#services.wasDeleted(Number(item.mediaId));
  }
}

function userOf(uri: Uri): number {
  return pickerItem(uri)?.userId ?? 0;
}

/** Whose photos can be shown, the app's own user first. */
function pickerProfiles(workProfile: WorkProfile): readonly PickerProfile[] {
  if (workProfile === 'none') return [PERSONAL];
  return [PERSONAL, { userId: WORK_USER_ID, kind: 'work', state: workProfile }];
}
