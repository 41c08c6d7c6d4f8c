// Mirrors MediaProvider.callInternal: the methods behind MediaStore's static helpers and the picker's own.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { PackageManager } from '../../packages/packageManager.ts';
import { isSelf } from './callerAccess.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaGrants } from './mediaGrants.ts';
import { SCHEMA_VERSION } from './mediaItems.ts';

const EXTRA_UID = 'android.intent.extra.UID';
const EXTRA_TEXT = 'android.intent.extra.TEXT';
const EXTRA_INDEX = 'android.intent.extra.INDEX';
const EXTRA_URI_LIST = 'uri_list';

export type MediaCallServices = Readonly<{
  database: MediaDatabase;
  grants: MediaGrants;
  packages: PackageManager;
  mountedVolumes(): readonly string[];
}>;

export class MediaCalls {
  readonly #services: MediaCallServices;

  constructor(services: MediaCallServices) {
    this.#services = services;
  }

  /** @throws {Throwable} UnsupportedOperationException for a method that is not served */
  call(call: BinderCall, method: string, _arg: string | null, extras: Bundle): Bundle | null {
    switch (method) {
      case 'get_version':
        return this.#getVersion(extras);
      case 'get_generation':
        return this.#getGeneration(extras);
      case 'grant_media_read_for_package':
        return this.#changeGrants(call, extras, (grants, packageName, uris) => grants.grant(packageName, uris, 0));
      case 'revoke_media_read_for_package':
        return this.#changeGrants(call, extras, (grants, packageName, uris) => grants.revoke([packageName], uris, 0));
      default:
        throw new Throwable('UnsupportedOperationException', `Unsupported call: ${method}`);
    }
  }

  /** Null when the volume is not there, as MediaStore.getVersion answers then. */
  #getVersion(extras: Bundle): Bundle | null {
    if (!this.#isMounted(extras)) return null;
    return { [EXTRA_TEXT]: `${SCHEMA_VERSION}:${this.#services.database.uuid()}` };
  }

  #getGeneration(extras: Bundle): Bundle | null {
    if (!this.#isMounted(extras)) return null;
    return { [EXTRA_INDEX]: this.#services.database.generation() };
  }

  #isMounted(extras: Bundle): boolean {
    const volumeName = extras[EXTRA_TEXT];
    return volumeName === VOLUME_EXTERNAL || this.#services.mountedVolumes().some((mounted) => mounted === volumeName);
  }

  #changeGrants(
    call: BinderCall,
    extras: Bundle,
    change: (grants: MediaGrants, packageName: string, uris: readonly Uri[]) => void,
  ): null {
    if (!isSelf(call)) {
      throw new Throwable('SecurityException', `Create media grants not allowed. Calling app ID: ${call.caller.uid}`);
    }
    const uris = extras[EXTRA_URI_LIST];
    const uid = extras[EXTRA_UID];
    if (!Array.isArray(uris) || typeof uid !== 'number') {
      throw new Throwable(
        'IllegalArgumentException',
        `Missing required extras arguments: ${EXTRA_UID} or ${EXTRA_URI_LIST}`,
      );
    }
    const target = this.#services.packages.list().find((installed) => installed.uid === uid);
    if (target === undefined)
      throw new Throwable('IllegalArgumentException', `Could not find a package for uid ${uid}`);
    change(this.#services.grants, target.manifest.packageName, uris.map(String).map(parseUri));
    return null;
  }
}
