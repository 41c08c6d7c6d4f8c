// Mirrors android.content.ContentProviderOperation and ContentProviderResult as plain data.
import type { Bundle, ContentValues } from './cursor.ts';
import type { UserAction } from './errors.ts';
import type { Uri } from './uri.ts';

export type ContentProviderOperation = Readonly<{
  type: 'insert' | 'update' | 'delete' | 'assert';
  uri: Uri;
  values?: ContentValues;
  /** Column name to the index of an earlier operation, whose result becomes its value: the id of an insert, a count. */
  valueBackReferences?: Readonly<Record<string, number>>;
  selection?: string;
  selectionArgs?: readonly string[];
  extras?: Bundle;
  /** How many rows must be touched, or the operation fails. */
  expectedCount?: number;
  /** The operation's exception becomes its result, and the next one runs. */
  exceptionAllowed?: boolean;
}>;

/** What an insert, an update or delete, and a failure that was allowed answer. */
export type ContentProviderResult = Readonly<
  { uri: Uri } | { count: number } | { exception: { name: string; message: string; userAction?: UserAction } }
>;
