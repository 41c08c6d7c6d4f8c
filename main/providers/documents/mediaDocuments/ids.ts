// Mirrors MediaDocumentsProvider.Ident: `type` or `type:number`.
import { Throwable } from '../../../../contract/android/errors.ts';

export type Ident = Readonly<{ type: string; id: number }>;

/**
 * MediaDocumentsProvider.getIdentForDocId: -1 where there is no number.
 * @throws {Throwable} NumberFormatException for what is none
 */
export function identOf(documentId: string): Ident {
  const colon = documentId.indexOf(':');
  if (colon < 0) return { type: documentId, id: -1 };
  const number = documentId.slice(colon + 1);
  // Long.parseLong: a sign and digits, nothing around them.
  if (!/^[+-]?\d{1,18}$/.test(number)) throw new Throwable('NumberFormatException', `For input string: "${number}"`);
  return { type: documentId.slice(0, colon), id: Number(number) };
}

/** MediaDocumentsProvider.getDocIdForIdent */
export function documentIdOf(type: string, id: number | string): string {
  return `${type}:${id}`;
}
