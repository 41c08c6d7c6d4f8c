// Mirrors ContentProviderOperation.apply and ContentProvider.applyBatch.
import type {
  ContentProviderOperation,
  ContentProviderResult,
} from '../../../../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { QUERY_ARG } from '../../../../contract/android/mediaStore.ts';
import { parseId } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { ContentProvider } from '../../../content/contentProvider.ts';
import { Slices } from '../../../device/realTime.ts';
import { textOf } from './contentValues.ts';
import type { UndoLog } from './undoLog.ts';

export type BatchServices = Readonly<{
  undo: UndoLog;
  /**
   * From now on until its end every change belongs to one generation, and nobody is told of any. At the end observers
   * hear what has changed by then, but for the rows that are as they were.
   */
  beginBatch(): Readonly<{ end(restored: ReadonlySet<number>): void }>;
}>;

/**
 * Applies operations in their order, in short turns. Nobody else's batch may be under way.
 * Differs from Android: not one transaction. When an operation fails, the inserts and updates before it are taken back,
 * with the moves of files, which on Android stay; what was deleted stays deleted.
 * @throws {Throwable} OperationApplicationException, or what the failing operation threw
 */
export async function applyBatch(
  call: BinderCall,
  operations: readonly ContentProviderOperation[],
  provider: ContentProvider,
  { undo, beginBatch }: BatchServices,
): Promise<readonly ContentProviderResult[]> {
  const results: ContentProviderResult[] = [];
  const slices = new Slices();
  // A call of its own: what the app does beside its batch is not taken back with it.
  const own = { ...call };
  undo.begin(own);
  const batch = beginBatch();
  let restored: ReadonlySet<number> = new Set();
  try {
    for (const operation of operations) {
      results.push(await apply(own, operation, { provider, results }));
      await slices.breathe();
    }
    return results;
  } catch (error) {
    restored = await undo.rollBack(own);
    throw error;
  } finally {
    undo.end(own);
    batch.end(restored);
  }
}

type Before = Readonly<{ provider: ContentProvider; results: readonly ContentProviderResult[] }>;

async function apply(
  call: BinderCall,
  operation: ContentProviderOperation,
  before: Before,
): Promise<ContentProviderResult> {
  try {
    return await applyInternal(call, operation, before);
  } catch (error) {
    if (operation.exceptionAllowed !== true || !(error instanceof Throwable)) throw error;
    const { name, message, userAction } = error;
    return { exception: { name, message, ...(userAction === null ? {} : { userAction }) } };
  }
}

async function applyInternal(
  call: BinderCall,
  operation: ContentProviderOperation,
  { provider, results }: Before,
): Promise<ContentProviderResult> {
  const { type, uri, expectedCount } = operation;
  const values = withBackReferences(operation, results);
  const extras = extrasOf(operation);
  if (type === 'insert') {
    const newUri = await provider.insert(call, uri, values, extras);
    if (newUri !== null) return { uri: newUri };
    throw new Throwable('OperationApplicationException', `Insert into ${uri} returned no result`);
  }
  const count =
    type === 'update'
      ? await provider.update(call, uri, values, extras)
      : type === 'delete'
        ? await provider.delete(call, uri, extras)
        : await assertValues(call, operation, { provider, values });
  if (expectedCount === undefined || expectedCount === count) return { count };
  throw new Throwable('OperationApplicationException', `Expected ${expectedCount} rows but actual ${count}`);
}

/** TYPE_ASSERT: every row has these values. @returns number of rows */
async function assertValues(
  call: BinderCall,
  operation: ContentProviderOperation,
  { provider, values }: Readonly<{ provider: ContentProvider; values: ContentValues }>,
): Promise<number> {
  const names = Object.keys(values);
  const result = await provider.query(call, operation.uri, names.length > 0 ? names : null, extrasOf(operation));
  if (result === null) return 0;
  for (const row of names.length > 0 ? result.window(0, result.count) : []) {
    for (const [index, name] of names.entries()) {
      const [found, expected] = [textOf(row[index]), textOf(values[name])];
      if (found === expected) continue;
      const message = `Found value ${found} when expected ${expected} for column ${name}`;
      throw new Throwable('OperationApplicationException', message);
    }
  }
  return result.count;
}

function withBackReferences(
  { values = {}, valueBackReferences = {} }: ContentProviderOperation,
  results: readonly ContentProviderResult[],
): ContentValues {
  const referred = Object.entries(valueBackReferences).map(([name, index]) => [name, backReference(index, results)]);
  return { ...values, ...Object.fromEntries(referred) };
}

/** The id an insert made, or the count of anything else. */
function backReference(index: number, results: readonly ContentProviderResult[]): number {
  const result = results[index];
  if (result === undefined) {
    // Differs from Android: its ArrayIndexOutOfBoundsException is no class of ours.
    const message = `asked for back ref ${index} but there are only ${results.length} back refs`;
    throw new Throwable('IllegalArgumentException', message);
  }
  if ('uri' in result) return parseId(result.uri);
  if ('count' in result) return result.count;
  throw new Throwable('IllegalArgumentException', `back ref ${index} is of an operation that failed`);
}

/** What the operation names by itself wins over its extras. */
function extrasOf({ extras = {}, selection, selectionArgs }: ContentProviderOperation): Bundle {
  return {
    ...extras,
    ...(selection === undefined ? {} : { [QUERY_ARG.SQL_SELECTION]: selection }),
    ...(selectionArgs === undefined ? {} : { [QUERY_ARG.SQL_SELECTION_ARGS]: selectionArgs }),
  };
}
