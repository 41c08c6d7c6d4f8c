// Why an app sees what it sees, and what happened.
import { z } from 'zod';
import type { Viewpoint } from '../../../contract/rpc/inspection.ts';
import { packageName } from '../../packages/manifestSchema.ts';
import { journalEntry, logLine, mediaRow, queryEntry, verdict } from './answers.ts';
import { flag, type Operation, operation, wholeNumber } from './operation.ts';

const viewpoint = {
  packageName: packageName.optional().describe('Whose view; the provider’s own without one.'),
  collection: z.enum(['images', 'video', 'audio', 'downloads', 'files']).default('images'),
};
const kept = z.strictObject({
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0).describe('Only entries with a higher id.'),
  limit: wholeNumber(1, 2_000).default(500),
});

const ROW = {
  ...{ visible: false, reasons: [{ code: 'NOT_SELECTED', text: 'com.example.gallery has not selected it.' }] },
  ...{ id: 42, displayName: 'a.jpg', data: '/storage/emulated/0/Pictures/a.jpg', mimeType: 'image/jpeg', mediaType: 1 },
  ...{
    isDirectory: false,
    owner: null,
    date: 1_717_243_200_000,
    isPending: false,
    isTrashed: false,
    isFavorite: false,
    problem: null,
  },
};
const ENTRY = {
  ...{
    id: 7,
    at: 1_717_243_200_000,
    actor: 'com.example.gallery',
    method: 'query',
    args: 'content://media/external/images/media',
  },
  ...{ result: '{"rows":3,"columns":["_id"]}', thrown: null, took: 1.4 },
};
const QUERY = {
  ...{ id: 3, at: 1_717_243_200_000, packageName: 'com.example.gallery', uri: 'content://media/external/images/media' },
  ...{ sql: 'SELECT _id FROM images', args: [], rows: 3, read: 3, took: 0.4, thrown: null },
};
const LINE = { at: 1_717_243_200_000, priority: 'I', tag: 'boot', message: 'Android API 34, boot 1' };

const INSIGHT = { method: 'GET', tag: 'Insight' } as const;

function viewOf({
  packageName: name,
  collection,
}: Readonly<{ packageName?: string | undefined; collection: Viewpoint['collection'] }>): Viewpoint {
  return { packageName: name ?? null, collection };
}

/** The newest are left out where there are more than fit: `after` goes on from the last one. */
function page<Entry>(entries: readonly Entry[], limit: number): readonly Entry[] {
  return entries.slice(0, limit);
}

export const insightOperations: readonly Operation[] = [
  operation({
    ...{ ...INSIGHT, id: 'explain', path: '/media/rows' },
    summary: 'Rows as the provider holds them, newest first, each with whether an app sees it and why.',
    query: z.strictObject({
      ...viewpoint,
      search: z.string().max(1_000).default('').describe('Part of a name; goes through every row.'),
      hiddenOnly: flag.default(false).describe('Only rows the app does not see.'),
      before: wholeNumber(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe('Rows with a lower id: `next` of the page before.'),
      limit: wholeNumber(1, 1_000).default(200),
    }),
    answer: z.strictObject({
      rows: z.array(mediaRow).describe('May be few, or none, before the end.'),
      next: z.int().nullable().describe('`before` of the next page; null at the end.'),
    }),
    example: { query: { packageName: 'com.example.gallery', hiddenOnly: true }, answer: { rows: [ROW], next: null } },
    run: ({ query, device }) => {
      const { search, hiddenOnly, before, limit } = query;
      return device.tester.mediaRows({
        ...{ ...viewOf(query), search, hiddenOnly, before: before ?? null, downTo: null, limit },
      });
    },
  }),
  operation({
    ...{ ...INSIGHT, id: 'explainRow', path: '/media/rows/{id}', summary: 'Everything about one row.' },
    params: z.strictObject({ id: wholeNumber(0, Number.MAX_SAFE_INTEGER) }),
    query: z.strictObject(viewpoint),
    answer: z.looseObject({
      ...{ row: mediaRow, uri: z.string(), columns: z.array(z.looseObject({ name: z.string() })) },
      apps: z.array(z.strictObject({ ...verdict, packageName: z.string() })).describe('Every app’s view of it.'),
    }),
    example: {
      path: { id: 42 },
      answer: { row: ROW, uri: 'content://media/external/images/media/42', columns: [], apps: [] },
    },
    run: ({ path, query, device }) => device.tester.mediaRow(path.id, viewOf(query)),
  }),
  operation({
    ...{
      ...INSIGHT,
      id: 'countRows',
      path: '/media/counts',
      summary: 'How many rows there are, and how many an app sees.',
    },
    query: z.strictObject(viewpoint),
    answer: z.strictObject({ held: z.int(), visible: z.int(), limit: z.int().describe('More are not counted.') }),
    example: { query: { packageName: 'com.example.gallery' }, answer: { held: 20, visible: 3, limit: 10_000 } },
    run: ({ query, device }) => device.tester.mediaCounts(viewOf(query)),
  }),
  operation({
    ...{
      ...INSIGHT,
      id: 'journal',
      path: '/journal',
      summary: 'The timeline: every call that crossed a boundary.',
      query: kept,
    },
    answer: z.strictObject({ entries: z.array(journalEntry) }),
    example: { query: { after: 0 }, answer: { entries: [ENTRY] } },
    run: async ({ query, device }) => ({ entries: page(await device.tester.timeline(query.after), query.limit) }),
  }),
  operation({
    ...{ ...INSIGHT, id: 'queries', path: '/queries', summary: 'SQL that ran for apps.', query: kept },
    answer: z.strictObject({ entries: z.array(queryEntry) }),
    example: { query: { after: 0 }, answer: { entries: [QUERY] } },
    run: async ({ query, device: { system } }) => ({
      entries: page(system.queryLog.entries(query.after), query.limit),
    }),
  }),
  operation({
    ...{ ...INSIGHT, id: 'logcat', path: '/logcat', summary: 'What the device has logged, oldest first.' },
    ...{ answer: z.strictObject({ lines: z.array(logLine) }), example: { answer: { lines: [LINE] } } },
    run: async ({ device }) => ({ lines: await device.tester.logcat() }),
  }),
];
