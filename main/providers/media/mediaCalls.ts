// Mirrors MediaProvider.callInternal: the methods behind MediaStore's static helpers and the picker's own.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { CALL, CALL_EXTRA } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { isSelf, isShell } from './callerAccess.ts';
import {
  type CloudMediaCallServices,
  getCloudProvider,
  initPickerMedia,
  isCurrentCloudProvider,
  isSupportedCloudProvider,
  notifyCloudMediaChanged,
  setCloudProvider,
} from './cloudMediaCalls.ts';
import { type DocumentUriServices, getDocumentUri, getMediaUri } from './documentUris.ts';
import { grantMediaRead, type MediaGrantServices, revokeMediaRead } from './mediaGrantCalls.ts';
import {
  createRequest,
  type MediaRequestServices,
  markAsFavorite,
  performRequest,
  REQUEST_CALLS,
} from './mediaRequestCalls.ts';
import { getGeneration, getVersion, type MediaVersionServices } from './mediaVersion.ts';
import { permissionMissing } from './privilegedCalls.ts';
import type { RedactedUris } from './redactedUris.ts';
import type { ScanCalls } from './scanCalls.ts';
import { uriList } from './uriList.ts';
import { matchUri } from './uriMatcher.ts';

const DUMP = 'android.permission.DUMP';

export type MediaCallServices = MediaVersionServices &
  MediaGrantServices &
  MediaRequestServices &
  DocumentUriServices &
  CloudMediaCallServices &
  Readonly<{
    redactedUris: RedactedUris;
    scans: ScanCalls;
    /** IdleMaintenance.run(): expired items, orphaned rows, special formats. */
    runIdleMaintenance(signal: AbortSignal): Promise<void>;
  }>;

type Answer = Bundle | null | Promise<Bundle | null>;
type Method = (services: MediaCallServices, call: BinderCall, asked: Asked) => Answer;
type Asked = Readonly<{ method: string; arg: string | null; extras: Bundle }>;

/** What is served, and from which API level on where that is not always. */
const METHODS: Readonly<Record<string, Readonly<{ since?: number; run: Method }>>> = {
  [CALL.SCAN_FILE]: { run: (services, _, { arg }) => services.scans.scanFile(arg) },
  [CALL.SCAN_VOLUME]: { run: (services, _, { arg }) => services.scans.scanVolume(arg) },
  [CALL.WAIT_FOR_IDLE]: { run: (services) => services.scans.waitForIdle() },
  [CALL.RUN_IDLE_MAINTENANCE]: { run: runIdleMaintenance },
  [CALL.GET_VERSION]: { run: (services, _, { extras }) => getVersion(services, extras) },
  [CALL.GET_GENERATION]: { run: (services, _, { extras }) => getGeneration(services, extras) },
  [CALL.GET_DOCUMENT_URI]: { run: (services, call, { extras }) => getDocumentUri(services, call, extras) },
  [CALL.GET_MEDIA_URI]: { run: (services, call, { extras }) => getMediaUri(services, call, extras) },
  [CALL.GET_REDACTED_MEDIA_URI]: { since: VERSION_CODES.S, run: getRedactedMediaUri },
  [CALL.GET_REDACTED_MEDIA_URI_LIST]: { since: VERSION_CODES.S, run: getRedactedMediaUriList },
  [CALL.MARK_MEDIA_AS_FAVORITE]: {
    since: VERSION_CODES.BAKLAVA,
    run: (services, call, { extras }) => markAsFavorite(services, call, extras),
  },
  // No app of this device is a system gallery.
  [CALL.IS_SYSTEM_GALLERY]: { run: () => ({ is_system_gallery_response: false }) },
  // Playlists are rows without members here: nothing is left to resolve.
  [CALL.RESOLVE_PLAYLIST_MEMBERS]: { run: () => null },
  [CALL.IS_CURRENT_CLOUD_PROVIDER]: { run: (services, call, { arg }) => isCurrentCloudProvider(services, call, arg) },
  [CALL.IS_SUPPORTED_CLOUD_PROVIDER]: {
    run: (services, call, { arg }) => isSupportedCloudProvider(services, call, arg),
  },
  [CALL.NOTIFY_CLOUD_MEDIA_CHANGED_EVENT]: {
    run: (services, call, { arg }) => notifyCloudMediaChanged(services, call, arg),
  },
  [CALL.GET_CLOUD_PROVIDER]: { run: (services, call) => getCloudProvider(services, call) },
  [CALL.SET_CLOUD_PROVIDER]: { run: (services, call, { extras }) => setCloudProvider(services, call, extras) },
  [CALL.PICKER_MEDIA_INIT]: { run: (services, call) => initPickerMedia(services, call) },
  grant_media_read_for_package: { run: (services, call, { extras }) => grantMediaRead(services, call, extras) },
  revoke_media_read_for_package: { run: (services, call, { extras }) => revokeMediaRead(services, call, extras) },
  perform_media_request: { run: (services, call, { extras }) => performRequest(services, call, extras) },
};

export class MediaCalls {
  readonly #services: MediaCallServices;

  constructor(services: MediaCallServices) {
    this.#services = services;
  }

  /** @throws {Throwable} UnsupportedOperationException for a method that is not served */
  async call(call: BinderCall, method: string, arg: string | null, extras: Bundle): Promise<Bundle | null> {
    const { sdk } = this.#services.device.profile;
    if (REQUEST_CALLS.has(method) && sdk >= VERSION_CODES.R) return createRequest(this.#services, call, method, extras);
    const served = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (served !== undefined && sdk >= (served.since ?? 0))
      return served.run(this.#services, call, { method, arg, extras });
    throw new Throwable('UnsupportedOperationException', `Unsupported call: ${method}`);
  }
}

async function runIdleMaintenance(services: MediaCallServices, call: BinderCall): Promise<null> {
  if (!isSelf(call) && !isShell(call)) throw permissionMissing(call, DUMP);
  await services.runIdleMaintenance(call.signal);
  return null;
}

function getRedactedMediaUri(services: MediaCallServices, call: BinderCall, { extras }: Asked): Bundle {
  const uri = extras[CALL_EXTRA.URI];
  if (typeof uri !== 'string') throw new Throwable('NullPointerException', CALL_EXTRA.URI);
  return { [CALL_EXTRA.URI]: redactedUri(services, call, parseUri(uri)) };
}

function getRedactedMediaUriList(services: MediaCallServices, call: BinderCall, { extras }: Asked): Bundle {
  const uris = uriList(extras[CALL_EXTRA.URI_LIST]);
  if (uris === null) throw new Throwable('NullPointerException', CALL_EXTRA.URI_LIST);
  return { [CALL_EXTRA.URI_LIST]: uris.map((uri) => redactedUri(services, call, uri)) };
}

function redactedUri({ items, redactedUris }: MediaCallServices, call: BinderCall, uri: Uri): Uri | null {
  const match = matchUri(uri, false);
  // A collection is readable in some way by everybody, and has no redacted URI.
  if (match.id !== null) items.enforceRead(call, match);
  return redactedUris.create(uri);
}
