// A process that opens a media database, answers the queries of a gallery and then does nothing: to be weighed.
import { QUERY_ARG } from '../contract/android/mediaStore.ts';
import { openMediaDatabase } from '../main/providers/media/db/openMediaDatabase.ts';
import { MediaCaller } from './mediaCaller.ts';

const database = openMediaDatabase(process.argv[2] ?? '', console.error);
const caller = new MediaCaller(database);
for (const column of ['datetaken', 'date_added', 'date_modified']) {
  for (const offset of [0, 400_000])
    await caller.rows({
      [QUERY_ARG.SQL_SORT_ORDER]: `${column} DESC`,
      [QUERY_ARG.LIMIT]: 200,
      [QUERY_ARG.OFFSET]: offset,
    });
}
const all = await caller.query({});
for (let start = 0; start < all.count; start += 2_000) all.window(start, 2_000);
process.send?.('idle');
setInterval(() => database.generation(), 60_000);
