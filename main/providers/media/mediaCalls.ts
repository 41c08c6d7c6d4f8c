// Mirrors MediaProvider.callInternal: the methods behind MediaStore's static helpers and the picker's own.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { MEDIA_TYPE, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri, type Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { ACTION_MEDIA_REQUEST, type PendingIntents } from '../../content/pendingIntents.ts';
import type { Device } from '../../device/device.ts';
import type { PackageManager } from '../../packages/packageManager.ts';
import { checkMediaRequestValues, type MediaRequestVerb, mediaRequestKinds } from '../../permission/mediaRequest.ts';
import { isSelf } from './callerAccess.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaEdits } from './mediaEdits.ts';
import type { MediaGrants } from './mediaGrants.ts';
import { SCHEMA_VERSION } from './mediaItems.ts';

const EXTRA_UID = 'android.intent.extra.UID';
const EXTRA_TEXT = 'android.intent.extra.TEXT';
const EXTRA_INDEX = 'android.intent.extra.INDEX';
const EXTRA_URI_LIST = 'uri_list';

const EXTRA_CLIP_DATA = 'clip_data';
const EXTRA_CONTENT_VALUES = 'content_values';
const EXTRA_RESULT = 'result';

export type MediaCallServices = Readonly<{
  database: MediaDatabase;
  device: Device;
  edits: MediaEdits;
  pendingIntents: PendingIntents;
  grants: MediaGrants;
  packages: PackageManager;
  mountedVolumes(): readonly string[];
}>;

/** MediaStore.create*Request, from Android 11 on. */
const REQUEST_CALLS = new Set([
  'create_write_request',
  'create_trash_request',
  'create_favorite_request',
  'create_delete_request',
]);

export class MediaCalls {
  readonly #services: MediaCallServices;

  constructor(services: MediaCallServices) {
    this.#services = services;
  }

  /** @throws {Throwable} UnsupportedOperationException for a method that is not served */
  async call(call: BinderCall, method: string, _arg: string | null, extras: Bundle): Promise<Bundle | null> {
    switch (method) {
      case 'get_version':
        return this.#getVersion(extras);
      case 'get_generation':
        return this.#getGeneration(extras);
      case 'grant_media_read_for_package':
        return this.#changeGrants(call, extras, (grants, packageName, uris) => grants.grant(packageName, uris, 0));
      case 'revoke_media_read_for_package':
        return this.#changeGrants(call, extras, (grants, packageName, uris) => grants.revoke([packageName], uris, 0));
      case 'perform_media_request':
        return this.#performRequest(call, extras);
      default:
        if (REQUEST_CALLS.has(method) && this.#services.device.profile.sdk >= VERSION_CODES.R) {
          return this.#createRequest(call, method, extras);
        }
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

  /** Answers the intent that asks the user; nothing is asked or done before it is launched. */
  #createRequest(call: BinderCall, method: string, extras: Bundle): Bundle {
    const clip = extras[EXTRA_CLIP_DATA];
    const values = (extras[EXTRA_CONTENT_VALUES] ?? {}) as Bundle;
    const uris = Array.isArray(clip) ? clip.map(String).map(parseUri) : null;
    const kinds = mediaRequestKinds(uris, (id) => this.#isSubtitle(id));
    const verb = requestVerb(method, values);
    checkMediaRequestValues(verb, Object.keys(values));
    const names = (uris ?? []).map((uri) => this.#displayName(parseId(uri)));
    const intent = { action: ACTION_MEDIA_REQUEST, extras: { verb, kinds, names, uris } };
    return {
      [EXTRA_RESULT]: this.#services.pendingIntents.create({
        creatorPackage: call.caller.packageName,
        request: method,
        intent,
      }),
    };
  }

  /** What the user allowed, done as the provider itself. */
  async #performRequest(call: BinderCall, extras: Bundle): Promise<null> {
    if (!isSelf(call)) throw new Throwable('UnsupportedOperationException', 'Unsupported call: perform_media_request');
    const uris = extras[EXTRA_URI_LIST] as readonly Uri[];
    await this.#services.edits.perform(extras.verb as Exclude<MediaRequestVerb, 'write'>, uris.map(parseId));
    return null;
  }

  #isSubtitle(id: number): boolean {
    const row = this.#services.database.get<{ media_type: number }>('SELECT media_type FROM files WHERE _id = ?', id);
    return row?.media_type === MEDIA_TYPE.SUBTITLE;
  }

  #displayName(id: number): string {
    const sql = 'SELECT _display_name FROM files WHERE _id = ?';
    return this.#services.database.get<{ _display_name: string }>(sql, id)?._display_name ?? '';
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

function requestVerb(method: string, values: Bundle): MediaRequestVerb {
  switch (method) {
    case 'create_write_request':
      return 'write';
    case 'create_delete_request':
      return 'delete';
    case 'create_trash_request':
      return Number(values.is_trashed ?? 1) === 0 ? 'untrash' : 'trash';
    default:
      return Number(values.is_favorite ?? 1) === 0 ? 'unfavorite' : 'favorite';
  }
}
