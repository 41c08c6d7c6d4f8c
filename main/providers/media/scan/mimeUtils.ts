// Mirrors MediaProvider MimeUtils: which media type a MIME type stands for.

import { getMimeTypeFromExtension } from '../../../content/mimeTypeMap.ts';
import { extractFileExtension } from './fileUtils.ts';

/** MediaStore.Files.FileColumns.MEDIA_TYPE_*. */
export const MEDIA_TYPE = {
  NONE: 0,
  IMAGE: 1,
  AUDIO: 2,
  VIDEO: 3,
  PLAYLIST: 4,
  SUBTITLE: 5,
  DOCUMENT: 6,
} as const;

const PLAYLISTS: ReadonlySet<string> = new Set([
  'application/vnd.apple.mpegurl',
  'application/vnd.ms-wpl',
  'application/x-extension-smpl',
  'application/x-mpegurl',
  'application/xspf+xml',
  'audio/mpegurl',
  'audio/x-mpegurl',
  'audio/x-scpls',
]);

const SUBTITLES: ReadonlySet<string> = new Set([
  'application/lrc',
  'application/smil+xml',
  'application/ttml+xml',
  'application/x-extension-cap',
  'application/x-extension-srt',
  'application/x-extension-sub',
  'application/x-extension-vtt',
  'application/x-subrip',
  'text/vtt',
]);

const DOCUMENTS: ReadonlySet<string> = new Set([
  ...['epub+zip', 'msword', 'pdf', 'rtf', 'x-mspublisher'],
  ...['', '.addin.macroenabled.12', '.sheet.binary.macroenabled.12', '.sheet.macroenabled.12'].map(
    under('vnd.ms-excel'),
  ),
  'vnd.ms-excel.template.macroenabled.12',
  ...['', '.addin', '.presentation', '.slideshow', '.template'].map((kind) =>
    kind === '' ? 'vnd.ms-powerpoint' : `vnd.ms-powerpoint${kind}.macroenabled.12`,
  ),
  ...['document', 'template'].map((kind) => `vnd.ms-word.${kind}.macroenabled.12`),
  ...['chart', 'database', 'formula', 'graphics', 'graphics-template', 'presentation', 'presentation-template'].map(
    under('vnd.oasis.opendocument.'),
  ),
  ...['spreadsheet', 'spreadsheet-template', 'text', 'text-master', 'text-template', 'text-web'].map(
    under('vnd.oasis.opendocument.'),
  ),
  ...['presentationml.presentation', 'presentationml.slideshow', 'presentationml.template'].map(
    under('vnd.openxmlformats-officedocument.'),
  ),
  ...['spreadsheetml.sheet', 'spreadsheetml.template', 'wordprocessingml.document', 'wordprocessingml.template'].map(
    under('vnd.openxmlformats-officedocument.'),
  ),
  ...['calc', 'chart', 'draw', 'impress', 'impress-packed', 'mail', 'math', 'writer', 'writer-global'].map(
    under('vnd.stardivision.'),
  ),
  ...['calc', 'calc.template', 'draw', 'draw.template', 'impress', 'impress.template'].map(under('vnd.sun.xml.')),
  ...['math', 'writer', 'writer.global', 'writer.template'].map(under('vnd.sun.xml.')),
]);

function under(prefix: string): (name: string) => string {
  return (name) => prefix + name;
}

/** The MIME type of a file as the scanner sees it: its extension alone. */
export function resolveMimeType(path: string): string {
  const extension = extractFileExtension(path);
  return (extension === null ? null : getMimeTypeFromExtension(extension)) ?? 'application/octet-stream';
}

/** MEDIA_TYPE of a MIME type; more specific kinds win over audio, video and image. */
export function resolveMediaType(mimeType: string | null): number {
  const type = (mimeType ?? '').toLowerCase();
  if (PLAYLISTS.has(type)) return MEDIA_TYPE.PLAYLIST;
  if (SUBTITLES.has(type)) return MEDIA_TYPE.SUBTITLE;
  if (type.startsWith('audio/')) return MEDIA_TYPE.AUDIO;
  if (type.startsWith('video/') || type === 'application/vnd.ms-asf') return MEDIA_TYPE.VIDEO;
  if (type.startsWith('image/')) return MEDIA_TYPE.IMAGE;
  if (type.startsWith('text/')) return MEDIA_TYPE.DOCUMENT;
  return type.startsWith('application/') && DOCUMENTS.has(type.slice('application/'.length))
    ? MEDIA_TYPE.DOCUMENT
    : MEDIA_TYPE.NONE;
}

/** The MTP code in the format column, by MIME type; a directory is 0x3001. */
export function resolveFormatCode(mimeType: string | null): number {
  const mediaType = resolveMediaType(mimeType);
  if (mediaType === MEDIA_TYPE.IMAGE) return 0x3800;
  if (mediaType === MEDIA_TYPE.AUDIO) return 0xb900;
  return mediaType === MEDIA_TYPE.VIDEO ? 0xb980 : 0x3000;
}
