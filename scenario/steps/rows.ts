// Rows of a ContentResolver: query, insert, update, delete.
import { z } from 'zod';
import type { Bundle, ContentValues } from '../../contract/android/cursor.ts';
import { parseId } from '../../contract/android/uri.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import { DocumentsContract } from '../../sdk/documentsContract.ts';
import { withConstants } from '../androidNames.ts';
import { defineStep } from '../stepDefinition.ts';
import { toUri } from '../uris.ts';
import { listOf, mapping, template, texts, uri } from '../words.ts';

const selecting = {
  selection: z.string().optional().describe('SQL of the WHERE clause.'),
  selectionArgs: texts.optional(),
};

const query = defineStep({
  verb: 'app.query',
  about:
    'ContentResolver.query. The result is the list of rows, each a mapping of its columns; null where Android answers null.',
  args: z.strictObject({
    uri,
    projection: texts.optional().describe('Columns; all without it.'),
    ...selecting,
    sortOrder: z.string().optional(),
    queryArgs: mapping.optional().describe('The Bundle in place of selection and sortOrder: QUERY_ARG_LIMIT: 20.'),
    cancelAfter: z.number().optional().describe('Its CancellationSignal is cancelled after so many milliseconds.'),
  }),
  run: async (run, { uri: spec, projection, selection, selectionArgs, sortOrder, queryArgs, cancelAfter }, app) => {
    const { contentResolver } = await run.app(app);
    const where = await toUri(spec, () => run.app(app));
    const columns = projection === undefined ? null : listOf(projection);
    if (cancelAfter !== undefined)
      return rowsOf(await contentResolver.query(where, columns, null, AbortSignal.timeout(cancelAfter)));
    if (queryArgs !== undefined)
      return rowsOf(await contentResolver.query(where, columns, withConstants(queryArgs) as Bundle));
    const args = argsOf(selectionArgs);
    return rowsOf(await contentResolver.query(where, columns, selection ?? null, args, sortOrder ?? null));
  },
});

const queryExtras = defineStep({
  verb: 'app.queryExtras',
  about: 'Cursor.getExtras() of a query: EXTRA_ERROR, EXTRA_LOADING, what of the arguments was honoured.',
  args: z.strictObject({ uri, queryArgs: mapping.optional() }),
  run: async (run, { uri: spec, queryArgs }, app) => {
    const { contentResolver } = await run.app(app);
    const args = queryArgs === undefined ? null : (withConstants(queryArgs) as Bundle);
    const cursor = await contentResolver.query(await toUri(spec, () => run.app(app)), null, args);
    await cursor?.close();
    return cursor?.getExtras() ?? null;
  },
});

const listFiles = defineStep({
  verb: 'app.listFiles',
  about:
    'DocumentFile.fromTreeUri(tree).listFiles(), and getName() and length() of each: a query for every one of them. The result is the list of names and lengths.',
  args: z.strictObject({ tree: uri }),
  run: async (run, { tree }, app) => {
    const context = await run.app(app);
    const { DocumentFile } = await import('../../sdk/documentFile.ts');
    const folder = await DocumentFile.fromTreeUri(context, await toUri(tree, () => run.app(app)));
    const listed = [];
    for (const file of await folder.listFiles())
      listed.push({ name: await file.getName(), length: await file.length() });
    return listed;
  },
});

const insert = defineStep({
  verb: 'app.insert',
  about: 'ContentResolver.insert. The result has the new `uri` and its `id`.',
  args: z.strictObject({ uri, values: mapping.or(template) }),
  run: async (run, { uri: spec, values }, app) => {
    const { contentResolver } = await run.app(app);
    const inserted = await contentResolver.insert(await toUri(spec, () => run.app(app)), values as ContentValues);
    return inserted === null ? null : { uri: inserted, id: parseId(inserted) };
  },
});

const update = defineStep({
  verb: 'app.update',
  about: 'ContentResolver.update. The result is the number of rows.',
  args: z.strictObject({ uri, values: mapping, ...selecting }),
  run: async (run, { uri: spec, values, selection, selectionArgs }, app) => {
    const { contentResolver } = await run.app(app);
    const where = await toUri(spec, () => run.app(app));
    return contentResolver.update(where, values as ContentValues, selection ?? null, argsOf(selectionArgs));
  },
});

const remove = defineStep({
  verb: 'app.delete',
  about: 'ContentResolver.delete. The result is the number of rows.',
  args: z.strictObject({ uri, ...selecting }),
  run: async (run, { uri: spec, selection, selectionArgs }, app) => {
    const { contentResolver } = await run.app(app);
    return contentResolver.delete(await toUri(spec, () => run.app(app)), selection ?? null, argsOf(selectionArgs));
  },
});

const getType = defineStep({
  verb: 'app.getType',
  about: 'ContentResolver.getType: the MIME type, or null.',
  args: z.strictObject({ uri }),
  run: async (run, { uri: spec }, app) =>
    (await run.app(app)).contentResolver.getType(await toUri(spec, () => run.app(app))),
});

const call = defineStep({
  verb: 'app.call',
  about: 'ContentResolver.call. The result is the Bundle.',
  args: z.strictObject({
    authority: z.string(),
    method: z.string(),
    arg: z.string().optional(),
    extras: mapping.optional(),
  }),
  run: async (run, { authority, method, arg, extras }, app) => {
    const { contentResolver } = await run.app(app);
    return contentResolver.call(
      authority,
      method,
      arg ?? null,
      extras === undefined ? null : (withConstants(extras) as Bundle),
    );
  },
});

const createDocument = defineStep({
  verb: 'app.createDocument',
  about: 'DocumentsContract.createDocument. The result has the new `uri` and the `displayName` it was given.',
  args: z.strictObject({ parent: uri, mimeType: z.string(), displayName: z.string() }),
  run: async (run, { parent, mimeType, displayName }, app) => {
    const { contentResolver } = await run.app(app);
    const folder = await toUri(parent, () => run.app(app));
    const created = await DocumentsContract.createDocument(contentResolver, folder, mimeType, displayName);
    if (created === null) return null;
    const [row] = (await rowsOf(await contentResolver.query(created, ['_display_name'], null))) ?? [];
    return { uri: created, displayName: row?._display_name };
  },
});

const renameDocument = defineStep({
  verb: 'app.renameDocument',
  about: 'DocumentsContract.renameDocument. The result has the `uri` it has from now on.',
  args: z.strictObject({ uri, displayName: z.string() }),
  run: async (run, { uri: spec, displayName }, app) => {
    const { contentResolver } = await run.app(app);
    const document = await toUri(spec, () => run.app(app));
    return { uri: await DocumentsContract.renameDocument(contentResolver, document, displayName) };
  },
});

const deleteDocument = defineStep({
  verb: 'app.deleteDocument',
  about: 'DocumentsContract.deleteDocument. The result is true.',
  args: z.strictObject({ uri }),
  run: async (run, { uri: spec }, app) => {
    const { contentResolver } = await run.app(app);
    return DocumentsContract.deleteDocument(contentResolver, await toUri(spec, () => run.app(app)));
  },
});

const moveDocument = defineStep({
  verb: 'app.moveDocument',
  about: 'DocumentsContract.moveDocument. The result has the `uri` it has from now on.',
  args: z.strictObject({ uri, from: uri, to: uri }),
  run: async (run, { uri: spec, from, to }, app) => {
    const { contentResolver } = await run.app(app);
    const [document, source, target] = await Promise.all(
      [spec, from, to].map((each) => toUri(each, () => run.app(app))),
    );
    if (document === undefined || source === undefined || target === undefined) return null;
    return { uri: await DocumentsContract.moveDocument(contentResolver, document, source, target) };
  },
});

export const ROW_STEPS = [
  ...[query, queryExtras, insert, update, remove, getType, call],
  ...[listFiles, createDocument, renameDocument, deleteDocument, moveDocument],
];

/** Every row as a mapping; numbers are texts, as Cursor.getString tells them. */
async function rowsOf(cursor: Cursor | null): Promise<readonly Readonly<Record<string, string | null>>[] | null> {
  if (cursor === null) return null;
  await using _closed = cursor;
  const names = cursor.getColumnNames();
  const rows: Readonly<Record<string, string | null>>[] = [];
  while (await cursor.moveToNext())
    rows.push(Object.fromEntries(names.map((name, index) => [name, cursor.getString(index)])));
  return rows;
}

function argsOf(selectionArgs: unknown): readonly string[] | null {
  return selectionArgs === undefined ? null : listOf(selectionArgs).map(String);
}
