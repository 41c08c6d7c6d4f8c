// Mirrors SQLiteConnection's cache of prepared statements, one step earlier: an app asks the same things again and again.
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { Recent } from './db/recent.ts';
import { type BuiltQuery, bindQuery, hasPair, planQuery, type QueryPlan, type QueryRequest } from './queryBuilder.ts';

const PLANS = 200;
/** Longer texts are planned each time: an app could fill the memory with them. */
const LONGEST_KEY = 8_000;

/** What of the arguments, besides the SQL, changes the plan. */
const PLANNED_ARGS = [
  QUERY_ARG.MATCH_PENDING,
  QUERY_ARG.MATCH_TRASHED,
  QUERY_ARG.MATCH_FAVORITE,
  QUERY_ARG.INCLUDE_RECENTLY_UNMOUNTED_VOLUMES,
];

/** Remembers the plans of the queries asked last. */
export class QueryPlans {
  readonly #plans = new Recent<QueryPlan>(PLANS);

  /** buildQuery(), with the work for a query of the same shape done once. Throws the same. */
  build(request: QueryRequest): BuiltQuery {
    const { selectionArgs = [], ...sqlArgs } = request.sqlArgs;
    const key = keyOf({ ...request, sqlArgs }, hasPair(selectionArgs));
    return bindQuery(
      key.length > LONGEST_KEY ? planQuery(request) : this.#plans.get(key, () => planQuery(request)),
      selectionArgs,
    );
  }
}

function keyOf({ queryArgs, ...request }: QueryRequest, pair: boolean): string {
  const planned = PLANNED_ARGS.map((name) => queryArgs[name]);
  return JSON.stringify([request, planned, pair, QUERY_ARG.MEDIA_STANDARD_SORT_ORDER in queryArgs]);
}
