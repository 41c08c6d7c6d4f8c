// Mirrors DocumentsUI's base/FileTypeMap: what a type is called, "JPEG image" and the like.
import { MIME_TYPE_DIR } from '../../contract/android/documentsContract.ts';

const KNOWN: ReadonlyMap<string, string> = new Map([
  [MIME_TYPE_DIR, 'Folder'],
  ['application/vnd.android.package-archive', 'Android application'],
  ['text/plain', 'Plain text'],
  ['application/octet-stream', 'File'],
  ['application/pdf', 'PDF document'],
  ['application/zip', 'Zip archive'],
  ['application/gzip', 'GZIP archive'],
  ['application/x-7z-compressed', '7Z archive'],
  ['application/x-tar', 'TAR archive'],
  ['application/msword', 'Word document'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word document'],
  ['application/vnd.ms-excel', 'Excel spreadsheet'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel spreadsheet'],
  ['application/vnd.ms-powerpoint', 'PowerPoint presentation'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PowerPoint presentation'],
  ['application/vnd.google-apps.document', 'Google document'],
  ['application/vnd.google-apps.spreadsheet', 'Google spreadsheet'],
  ['application/vnd.google-apps.presentation', 'Google presentation'],
]);

const KINDS = ['image', 'video', 'audio'];

/** A name to show and to sort by; "File" when nothing is known. */
export function fileType(mimeType: string | null): string {
  const known = KNOWN.get(mimeType ?? '');
  if (known !== undefined) return known;
  const [type = '', subtype = ''] = (mimeType ?? '').split('/');
  const name = subtype.replace(/^(x-|vnd\.)/, '').toUpperCase();
  if (name === '') return 'File';
  return KINDS.includes(type) ? `${name} ${type}` : `${name} file`;
}
