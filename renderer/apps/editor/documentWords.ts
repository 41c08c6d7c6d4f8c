// What an app tells its user of a document.
import { Document } from '../../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../../contract/android/intent.ts';

const CAN = [
  ['write', Document.FLAG_SUPPORTS_WRITE],
  ['delete', Document.FLAG_SUPPORTS_DELETE],
  ['rename', Document.FLAG_SUPPORTS_RENAME],
  ['copy', Document.FLAG_SUPPORTS_COPY],
  ['move', Document.FLAG_SUPPORTS_MOVE],
  ['remove', Document.FLAG_SUPPORTS_REMOVE],
  ['create in it', Document.FLAG_DIR_SUPPORTS_CREATE],
  ['thumbnail', Document.FLAG_SUPPORTS_THUMBNAIL],
  ['metadata', Document.FLAG_SUPPORTS_METADATA],
  ['virtual', Document.FLAG_VIRTUAL_DOCUMENT],
  ['partial', Document.FLAG_PARTIAL],
] as const;

const GRANTS = [
  ['READ', FLAG_GRANT_READ_URI_PERMISSION],
  ['WRITE', FLAG_GRANT_WRITE_URI_PERMISSION],
  ['PERSISTABLE', FLAG_GRANT_PERSISTABLE_URI_PERMISSION],
  ['PREFIX', FLAG_GRANT_PREFIX_URI_PERMISSION],
] as const;

/** Bytes; a provider need not know them. */
export function sizeText(size: number | null): string {
  if (size === null) return 'Unknown';
  return `${size.toLocaleString('en-US')} ${size === 1 ? 'byte' : 'bytes'}`;
}

/** What the provider says can be done with a document. */
export function flagsText(flags: number): string {
  const words = CAN.filter(([, flag]) => (flags & flag) !== 0).map(([word]) => word);
  return words.length === 0 ? 'nothing but read' : words.join(', ');
}

/** FLAG_GRANT_* of a result, as its author reads them. */
export function grantFlagsText(flags: number): string {
  const words = GRANTS.filter(([, flag]) => (flags & flag) !== 0).map(([word]) => word);
  return words.length === 0 ? '0' : words.join('|');
}

/** Of a document that has other bytes than those that were written. Null when all is well. */
export function tailText(mode: string, written: number, size: number | null): string | null {
  if (size === null || size <= written) return null;
  const left = sizeText(size - written);
  return `${sizeText(written)} were written, and the document has ${sizeText(size)}: "${mode}" left ${left} of the old text at the end. "wt" cuts them off.`;
}
