// Mirrors DocumentsUI's base/MimeTypes. Providers match by the stricter MimeTypeFilter; the two differ on purpose.

const ANY = '*/*';

/** A filter or a list of filters; null stands for every type. */
type Filters = string | readonly string[] | null;

/**
 * Whether one type passes one filter, or one of a list. The part of a filter like `image/*` before the slash is no more
 * than the beginning the type must have: `imagex/png` passes too. Case counts, and a null type never passes.
 */
export function mimeMatches(filter: Filters, type: string | null): boolean {
  if (typeof filter === 'object' && filter !== null) return filter.some((each) => mimeMatches(each, type));
  if (type === null) return false;
  if (filter === null || filter === ANY || filter === type) return true;
  return filter.endsWith('/*') && type.startsWith(filter.slice(0, filter.indexOf('/')));
}

/** mimeMatches(String[], String[]): null types and an empty list pass no filter at all. */
export function anyMimeMatches(filters: readonly string[] | null, types: readonly string[] | null): boolean {
  return types?.some((type) => mimeMatches(filters, type)) ?? false;
}

/** mimeMatches(String, String[]): here null types pass every filter. */
export function filterMatchesAny(filter: string | null, types: readonly string[] | null): boolean {
  return types?.some((type) => mimeMatches(filter, type)) ?? true;
}

/** MimeTypes.findCommonMimeType: what describes all of them, such as image/*. */
export function findCommonMimeType(types: readonly string[]): string {
  const [first, ...others] = types.map(javaParts);
  if (first === undefined || first.length !== 2 || first.includes('')) return ANY;
  const [type] = first;
  let [, subtype] = first;
  for (const parts of others) {
    if (parts.length !== 2) continue;
    if (parts[1] !== subtype) subtype = '*';
    if (parts[0] !== type) return ANY;
  }
  return `${type}/${subtype}`;
}

/** String.split leaves empty parts at the end out. */
function javaParts(type: string): readonly string[] {
  const parts = type.split('/');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

/** MimeTypes.getDocumentMimeTypeArray: types of documents_root, and of the chip "Documents". */
export const DOCUMENTS_MIME_TYPES: readonly string[] = [
  'application/epub+zip',
  'application/msword',
  'application/pdf',
  'application/rtf',
  'application/vnd.ms-excel',
  'application/vnd.ms-excel.addin.macroenabled.12',
  'application/vnd.ms-excel.sheet.binary.macroenabled.12',
  'application/vnd.ms-excel.sheet.macroenabled.12',
  'application/vnd.ms-excel.template.macroenabled.12',
  'application/vnd.ms-powerpoint',
  'application/vnd.ms-powerpoint.addin.macroenabled.12',
  'application/vnd.ms-powerpoint.presentation.macroenabled.12',
  'application/vnd.ms-powerpoint.slideshow.macroenabled.12',
  'application/vnd.ms-powerpoint.template.macroenabled.12',
  'application/vnd.ms-word.document.macroenabled.12',
  'application/vnd.ms-word.template.macroenabled.12',
  'application/vnd.oasis.opendocument.chart',
  'application/vnd.oasis.opendocument.database',
  'application/vnd.oasis.opendocument.formula',
  'application/vnd.oasis.opendocument.graphics',
  'application/vnd.oasis.opendocument.graphics-template',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.presentation-template',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.spreadsheet-template',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.text-master',
  'application/vnd.oasis.opendocument.text-template',
  'application/vnd.oasis.opendocument.text-web',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
  'application/vnd.openxmlformats-officedocument.presentationml.template',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.template',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.template',
  'application/vnd.stardivision.calc',
  'application/vnd.stardivision.chart',
  'application/vnd.stardivision.draw',
  'application/vnd.stardivision.impress',
  'application/vnd.stardivision.impress-packed',
  'application/vnd.stardivision.mail',
  'application/vnd.stardivision.math',
  'application/vnd.stardivision.writer',
  'application/vnd.stardivision.writer-global',
  'application/vnd.sun.xml.calc',
  'application/vnd.sun.xml.calc.template',
  'application/vnd.sun.xml.draw',
  'application/vnd.sun.xml.draw.template',
  'application/vnd.sun.xml.impress',
  'application/vnd.sun.xml.impress.template',
  'application/vnd.sun.xml.math',
  'application/vnd.sun.xml.writer',
  'application/vnd.sun.xml.writer.global',
  'application/vnd.sun.xml.writer.template',
  'application/x-mspublisher',
  'text/*',
];
