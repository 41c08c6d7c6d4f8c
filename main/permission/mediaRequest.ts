// Mirrors MediaStore.createRequest and MediaProvider's PermissionActivity: write, trash, favorite and delete requests.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { permission } from '../../contract/android/manifest.ts';
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { uriParts } from '../../contract/android/uri.ts';

/** What is asked for; a trash or favorite request with the value false is untrash or unfavorite. */
export type MediaRequestVerb = 'write' | 'trash' | 'untrash' | 'favorite' | 'unfavorite' | 'delete';

export type MediaRequestKind = 'image' | 'video' | 'audio' | 'playlist' | 'subtitle';

/** What the asking app holds at this moment. */
export type MediaRequestAccess = Readonly<{
  sdk: number;
  targetSdk: number;
  /** Full names of what is granted and whose app-op allows. */
  granted: ReadonlySet<string>;
  /** Environment.isExternalStorageManager() */
  isExternalStorageManager: boolean;
  /** MediaStore.canManageMedia() */
  canManageMedia: boolean;
}>;

export type MediaRequest = Readonly<{
  verb: MediaRequestVerb;
  /** The kind of each item asked for, at least one. */
  kinds: readonly MediaRequestKind[];
  appLabel: string;
  access: MediaRequestAccess;
}>;

/** The dialog of a request. It cannot be cancelled: Back does nothing. */
export type MediaRequestPrompt = Readonly<{
  title: string;
  allow: 'Allow';
  deny: 'Deny';
  /** Shown while the work takes more than PROGRESS_DELAY_MS, and then for as long at least. */
  progress: string;
}>;

export const PROGRESS_DELAY_MS = 300;

/** The dialog a request needs, or null when its result is RESULT_OK at once. */
export function mediaRequestPrompt(request: MediaRequest): MediaRequestPrompt | null {
  const { verb, kinds, appLabel } = request;
  if (verb === 'favorite' || verb === 'unfavorite' || mayActWithoutAsking(request)) return null;
  const [noun, nouns] = nounOf(kinds);
  const one = kinds.length === 1;
  const count = new Intl.NumberFormat('en').format(kinds.length);
  const [act, acting, end] = WORDS[verb];
  const what = one ? `this ${noun}` : `${count} ${nouns}`;
  return {
    title: `Allow ${appLabel} to ${act} ${what}${end}?`,
    allow: 'Allow',
    deny: 'Deny',
    progress: `${acting} ${one ? noun : what}${end}…`,
  };
}

const WORDS: Readonly<
  Record<Exclude<MediaRequestVerb, 'favorite' | 'unfavorite'>, readonly [act: string, acting: string, end: string]>
> = {
  write: ['modify', 'Modifying', ''],
  trash: ['move', 'Moving', ' to trash'],
  untrash: ['move', 'Moving', ' out of trash'],
  delete: ['delete', 'Deleting', ''],
};

const NOUNS: Readonly<Partial<Record<MediaRequestKind, readonly [one: string, many: string]>>> = {
  image: ['photo', 'photos'],
  video: ['video', 'videos'],
  audio: ['audio file', 'audio files'],
};

function nounOf(kinds: readonly MediaRequestKind[]): readonly [one: string, many: string] {
  const [first] = kinds;
  const same = first !== undefined && kinds.every((kind) => kind === first);
  return (same ? NOUNS[first] : undefined) ?? ['item', 'items'];
}

/** Media management, together with reading every item by itself, and for writing the right to see where it was taken. */
function mayActWithoutAsking({ verb, kinds, access }: MediaRequest): boolean {
  if (access.sdk < VERSION_CODES.S || !access.canManageMedia) return false;
  if (verb === 'write' && !access.granted.has(permission.ACCESS_MEDIA_LOCATION)) return false;
  return kinds.every((kind) => mayRead(kind, access));
}

/** Limited access to photos does not count. */
function mayRead(kind: MediaRequestKind, { sdk, targetSdk, granted, isExternalStorageManager }: MediaRequestAccess) {
  if (isExternalStorageManager) return true;
  if (sdk < VERSION_CODES.TIRAMISU || targetSdk < VERSION_CODES.TIRAMISU) {
    return granted.has(permission.READ_EXTERNAL_STORAGE);
  }
  const audio = granted.has(permission.READ_MEDIA_AUDIO);
  const video = granted.has(permission.READ_MEDIA_VIDEO);
  switch (kind) {
    case 'image':
      return granted.has(permission.READ_MEDIA_IMAGES);
    case 'video':
      return video;
    case 'subtitle':
      return audio || video;
    default:
      return audio;
  }
}

/**
 * The kinds of what an app hands to create*Request.
 * @param isSubtitle whether an item of the files table is a subtitle: the only files such a request may name
 * @throws {Throwable} NullPointerException for no list, NoSuchElementException for an empty one,
 *   IllegalArgumentException for anything but items of MediaStore
 */
export function mediaRequestKinds(
  uris: readonly Uri[] | null,
  isSubtitle: (id: number) => boolean,
): readonly MediaRequestKind[] {
  if (uris === null) throw new Throwable('NullPointerException', '');
  if (uris.length === 0) throw new Throwable('NoSuchElementException', '');
  return uris.map((uri) => kindOf(uri, isSubtitle));
}

const MUTABLE_COLUMNS: Readonly<Partial<Record<MediaRequestVerb, string>>> = {
  trash: 'is_trashed',
  untrash: 'is_trashed',
  favorite: 'is_favorite',
  unfavorite: 'is_favorite',
};

/**
 * Comes after the check of the items: a request may only set what it is named after.
 * @throws {Throwable} IllegalArgumentException for any other column
 */
export function checkMediaRequestValues(verb: MediaRequestVerb, columns: readonly string[]): void {
  const invalid = columns.find((column) => column !== MUTABLE_COLUMNS[verb]);
  if (invalid !== undefined) throw new Throwable('IllegalArgumentException', `Invalid column ${invalid}`);
}

const COLLECTIONS: readonly (readonly [path: RegExp, kind: MediaRequestKind | 'file'])[] = [
  [/^images\/media\/\d+$/, 'image'],
  [/^video\/media\/\d+$/, 'video'],
  [/^audio\/media\/\d+$/, 'audio'],
  [/^audio\/playlists\/\d+$/, 'playlist'],
  [/^file\/\d+$/, 'file'],
];

function kindOf(uri: Uri, isSubtitle: (id: number) => boolean): MediaRequestKind {
  const { scheme, authority, segments } = uriParts(uri);
  const path = segments.slice(1).join('/');
  const ofMediaStore = scheme === 'content' && authority === AUTHORITY;
  const kind = ofMediaStore ? COLLECTIONS.find(([pattern]) => pattern.test(path))?.[1] : undefined;
  if (kind === undefined) {
    throw new Throwable('IllegalArgumentException', 'All requested items must be referenced by specific ID');
  }
  if (kind !== 'file') return kind;
  if (isSubtitle(Number(segments.at(-1)))) return 'subtitle';
  throw new Throwable('IllegalArgumentException', 'All requested items must be Media items');
}

/** What an app may show of a RecoverableSecurityException: its action starts a write request for the item. */
export const RECOVERABLE = {
  userMessage: 'Permission required to modify or delete this item.',
  actionTitle: 'Continue',
} as const;

/** What an update or delete throws for an item the app may not write: whoever may read it can ask the user. */
export function writeDenied(packageName: string, uri: Uri, mayReadIt: boolean): Throwable {
  const name = mayReadIt ? 'RecoverableSecurityException' : 'SecurityException';
  return new Throwable(name, `${packageName} has no access to ${uri}`);
}
