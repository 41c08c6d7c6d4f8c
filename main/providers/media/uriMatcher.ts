// Mirrors MediaProvider LocalUriMatcher, and the checks MediaStore makes of URIs and volume names.
import { Throwable } from '../../../contract/android/errors.ts';
import { AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';

/** What a URI addresses, by Android's names and numbers. */
export const URI_CODE = {
  NO_MATCH: -1,
  IMAGES_MEDIA: 1,
  IMAGES_MEDIA_ID: 2,
  IMAGES_MEDIA_ID_THUMBNAIL: 3,
  IMAGES_THUMBNAILS: 4,
  IMAGES_THUMBNAILS_ID: 5,
  AUDIO_MEDIA: 100,
  AUDIO_MEDIA_ID: 101,
  AUDIO_MEDIA_ID_GENRES: 102,
  AUDIO_MEDIA_ID_GENRES_ID: 103,
  AUDIO_GENRES: 106,
  AUDIO_GENRES_ID: 107,
  AUDIO_GENRES_ID_MEMBERS: 108,
  AUDIO_GENRES_ALL_MEMBERS: 109,
  AUDIO_PLAYLISTS: 110,
  AUDIO_PLAYLISTS_ID: 111,
  AUDIO_PLAYLISTS_ID_MEMBERS: 112,
  AUDIO_PLAYLISTS_ID_MEMBERS_ID: 113,
  AUDIO_ARTISTS: 114,
  AUDIO_ARTISTS_ID: 115,
  AUDIO_ALBUMS: 116,
  AUDIO_ALBUMS_ID: 117,
  AUDIO_ARTISTS_ID_ALBUMS: 118,
  AUDIO_ALBUMART: 119,
  AUDIO_ALBUMART_ID: 120,
  AUDIO_ALBUMART_FILE_ID: 121,
  VIDEO_MEDIA: 200,
  VIDEO_MEDIA_ID: 201,
  VIDEO_MEDIA_ID_THUMBNAIL: 202,
  VIDEO_THUMBNAILS: 203,
  VIDEO_THUMBNAILS_ID: 204,
  VOLUMES: 300,
  VOLUMES_ID: 301,
  MEDIA_SCANNER: 500,
  FS_ID: 600,
  VERSION: 601,
  FILES: 700,
  FILES_ID: 701,
  DOWNLOADS: 800,
  DOWNLOADS_ID: 801,
  PICKER: 900,
  PICKER_ID: 901,
  PICKER_INTERNAL_MEDIA_ALL: 902,
  PICKER_INTERNAL_MEDIA_LOCAL: 903,
  PICKER_INTERNAL_ALBUMS_ALL: 904,
  PICKER_INTERNAL_ALBUMS_LOCAL: 905,
  PICKER_GET_CONTENT_ID: 906,
  PICKER_TRANSCODED_ID: 907,
  PICKER_INTERNAL_V2: 908,
  MEDIA_GRANTS: 1000,
  CLI: 100_000,
  PICKER_INTERNAL_TIMELINE_ALL: 100_001,
  PICKER_INTERNAL_TIMELINE_LOCAL: 100_002,
} as const;

export type UriCodeName = keyof typeof URI_CODE;
export type UriCode = (typeof URI_CODE)[UriCodeName];

/** The collections that are views of the files table, or the table itself. */
export type Collection = 'images' | 'video' | 'audio' | 'files' | 'downloads';

export type Match = Readonly<{
  uri: Uri;
  code: UriCode;
  /** First path segment; empty when the path is empty. */
  volumeName: string;
  /** The id a row is addressed by; null for collections and for what has no row of files. */
  id: number | null;
  /** Where the rows live; null when they are not rows of files. */
  collection: Collection | null;
}>;

// In LocalUriMatcher's order: a literal before the `*` beside it.
const PUBLIC_SHAPES: readonly (readonly [string, UriCodeName])[] = [
  ['picker', 'PICKER'],
  ['picker/#/#', 'PICKER_ID'],
  ['picker/#/*/media/*', 'PICKER_ID'],
  ['picker_get_content/#/#', 'PICKER_GET_CONTENT_ID'],
  ['picker_get_content/#/*/media/*', 'PICKER_GET_CONTENT_ID'],
  ['picker_transcoded/#/*/media/*', 'PICKER_TRANSCODED_ID'],
  ['cli', 'CLI'],
  ['*/images/media', 'IMAGES_MEDIA'],
  ['*/images/media/#', 'IMAGES_MEDIA_ID'],
  ['*/images/media/#/thumbnail', 'IMAGES_MEDIA_ID_THUMBNAIL'],
  ['*/images/thumbnails', 'IMAGES_THUMBNAILS'],
  ['*/images/thumbnails/#', 'IMAGES_THUMBNAILS_ID'],
  ['*/audio/media', 'AUDIO_MEDIA'],
  ['*/audio/media/#', 'AUDIO_MEDIA_ID'],
  ['*/audio/media/#/genres', 'AUDIO_MEDIA_ID_GENRES'],
  ['*/audio/media/#/genres/#', 'AUDIO_MEDIA_ID_GENRES_ID'],
  ['*/audio/genres', 'AUDIO_GENRES'],
  ['*/audio/genres/#', 'AUDIO_GENRES_ID'],
  ['*/audio/genres/#/members', 'AUDIO_GENRES_ID_MEMBERS'],
  ['*/audio/genres/all/members', 'AUDIO_GENRES_ALL_MEMBERS'],
  ['*/audio/playlists', 'AUDIO_PLAYLISTS'],
  ['*/audio/playlists/#', 'AUDIO_PLAYLISTS_ID'],
  ['*/audio/playlists/#/members', 'AUDIO_PLAYLISTS_ID_MEMBERS'],
  ['*/audio/playlists/#/members/#', 'AUDIO_PLAYLISTS_ID_MEMBERS_ID'],
  ['*/audio/artists', 'AUDIO_ARTISTS'],
  ['*/audio/artists/#', 'AUDIO_ARTISTS_ID'],
  ['*/audio/artists/#/albums', 'AUDIO_ARTISTS_ID_ALBUMS'],
  ['*/audio/albums', 'AUDIO_ALBUMS'],
  ['*/audio/albums/#', 'AUDIO_ALBUMS_ID'],
  ['*/audio/albumart', 'AUDIO_ALBUMART'],
  ['*/audio/albumart/#', 'AUDIO_ALBUMART_ID'],
  ['*/audio/media/#/albumart', 'AUDIO_ALBUMART_FILE_ID'],
  ['*/video/media', 'VIDEO_MEDIA'],
  ['*/video/media/#', 'VIDEO_MEDIA_ID'],
  ['*/video/media/#/thumbnail', 'VIDEO_MEDIA_ID_THUMBNAIL'],
  ['*/video/thumbnails', 'VIDEO_THUMBNAILS'],
  ['*/video/thumbnails/#', 'VIDEO_THUMBNAILS_ID'],
  ['*/media_scanner', 'MEDIA_SCANNER'],
  ['*/fs_id', 'FS_ID'],
  ['*/version', 'VERSION'],
  ['*/file', 'FILES'],
  ['*/file/#', 'FILES_ID'],
  ['*/downloads', 'DOWNLOADS'],
  ['*/downloads/#', 'DOWNLOADS_ID'],
];

const HIDDEN_SHAPES: readonly (readonly [string, UriCodeName])[] = [
  ['picker_internal/media/all', 'PICKER_INTERNAL_MEDIA_ALL'],
  ['picker_internal/media/local', 'PICKER_INTERNAL_MEDIA_LOCAL'],
  ['picker_internal/albums/all', 'PICKER_INTERNAL_ALBUMS_ALL'],
  ['picker_internal/albums/local', 'PICKER_INTERNAL_ALBUMS_LOCAL'],
  ['picker_internal/timeline/all', 'PICKER_INTERNAL_TIMELINE_ALL'],
  ['picker_internal/timeline/local', 'PICKER_INTERNAL_TIMELINE_LOCAL'],
  ['picker_internal/v2/*', 'PICKER_INTERNAL_V2'],
  ['picker_internal/v2/*/*', 'PICKER_INTERNAL_V2'],
  ['media_grants', 'MEDIA_GRANTS'],
  ['*', 'VOLUMES_ID'],
  ['', 'VOLUMES'],
];

type Node = { code: UriCode; children: { text: string; node: Node }[] };

const publicShapes = tree(PUBLIC_SHAPES);
const hiddenShapes = tree(HIDDEN_SHAPES);

/**
 * LocalUriMatcher.matchUri.
 * @param allowHidden whether the caller may use the shapes only the provider's own parts know
 * @throws {Throwable} IllegalStateException for a hidden shape the caller may not use
 */
export function matchUri(uri: Uri, allowHidden: boolean): Match {
  const { authority, segments } = uriParts(uri);
  const code = authority === AUTHORITY ? matchSegments(publicShapes, segments) : URI_CODE.NO_MATCH;
  if (code !== URI_CODE.NO_MATCH) return toMatch(uri, code, segments);
  const hidden = authority === AUTHORITY ? matchSegments(hiddenShapes, segments) : URI_CODE.NO_MATCH;
  if (hidden !== URI_CODE.NO_MATCH && !allowHidden)
    throw new Throwable('IllegalStateException', `Unknown URL: ${uri} is hidden API`);
  return toMatch(uri, hidden, segments);
}

/** MediaProvider.isRedactedUri: the last segment is RUID and 32 hexadecimal digits. */
export function isRedactedUri(uri: Uri): boolean {
  const last = uriParts(uri).segments.at(-1) ?? '';
  return last.startsWith('RUID') && last.length === 36;
}

/**
 * MediaStore.checkArgumentVolumeName.
 * @returns the name itself
 * @throws {Throwable} IllegalArgumentException
 */
export function checkArgumentVolumeName(volumeName: string): string {
  if (volumeName === '') throw new Throwable('IllegalArgumentException', '');
  if (['internal', 'external', 'external_primary', 'demo'].includes(volumeName)) return volumeName;
  if (/^[a-f0-9-]+$/.test(volumeName)) return volumeName;
  throw new Throwable('IllegalArgumentException', `Invalid volume name: ${volumeName}`);
}

function tree(shapes: readonly (readonly [string, UriCodeName])[]): Node {
  const root: Node = { code: URI_CODE.NO_MATCH, children: [] };
  for (const [shape, name] of shapes) {
    let node = root;
    for (const text of shape === '' ? [] : shape.split('/')) {
      let child = node.children.find((known) => known.text === text);
      if (child === undefined) {
        child = { text, node: { code: URI_CODE.NO_MATCH, children: [] } };
        node.children.push(child);
      }
      node = child.node;
    }
    node.code = URI_CODE[name];
  }
  return root;
}

// No way back, as in android.content.UriMatcher: once a segment chose a child, its siblings are out.
function matchSegments(root: Node, segments: readonly string[]): UriCode {
  let node = root;
  for (const segment of segments) {
    const child = node.children.find(({ text }) => matchesSegment(text, segment));
    if (child === undefined) return URI_CODE.NO_MATCH;
    node = child.node;
  }
  return node.code;
}

function matchesSegment(text: string, segment: string): boolean {
  if (text === '#') return /^[0-9]+$/.test(segment);
  return text === '*' || text === segment;
}

function toMatch(uri: Uri, code: UriCode, segments: readonly string[]): Match {
  const collection = COLLECTIONS.get(code) ?? null;
  const id =
    collection === null ? undefined : segments.find((segment, index) => index >= 2 && /^[0-9]+$/.test(segment));
  return { uri, code, volumeName: segments[0] ?? '', id: id === undefined ? null : Number(id), collection };
}

const COLLECTIONS: ReadonlyMap<UriCode, Collection> = new Map<UriCode, Collection>([
  [URI_CODE.IMAGES_MEDIA, 'images'],
  [URI_CODE.IMAGES_MEDIA_ID, 'images'],
  [URI_CODE.IMAGES_MEDIA_ID_THUMBNAIL, 'images'],
  [URI_CODE.VIDEO_MEDIA, 'video'],
  [URI_CODE.VIDEO_MEDIA_ID, 'video'],
  [URI_CODE.VIDEO_MEDIA_ID_THUMBNAIL, 'video'],
  [URI_CODE.AUDIO_MEDIA, 'audio'],
  [URI_CODE.AUDIO_MEDIA_ID, 'audio'],
  [URI_CODE.FILES, 'files'],
  [URI_CODE.FILES_ID, 'files'],
  [URI_CODE.DOWNLOADS, 'downloads'],
  [URI_CODE.DOWNLOADS_ID, 'downloads'],
]);
