// The SQL that ran for apps, for the tester's panel.
import type { QueryEntry } from '../../contract/rpc/inspection.ts';
import type { Clock } from '../device/clock.ts';
import { Listeners } from '../device/listeners.ts';

const KEPT_QUERIES = 500;
/** A selection may have a megabyte; what a person reads has not. */
const SHOWN_SQL = 20_000;
const SHOWN_ARGUMENT = 1_000;
const SHOWN_ARGUMENTS = 100;

export type LoggedQuery = Pick<QueryEntry, 'packageName' | 'uri' | 'sql' | 'args'>;

/** One query under way: everything it does in SQLite runs through `run`. */
export type QueryRun = Readonly<{
  /** Runs a part of the query; `rowsOf` says what it brought. Whatever the part throws is kept and thrown on. */
  run<Result>(part: () => Result, rowsOf: (result: Result) => Partial<Pick<QueryEntry, 'rows' | 'read'>>): Result;
}>;

export class QueryLog {
  readonly #clock: Clock;
  readonly #entries = new Map<number, QueryEntry>();
  readonly #listeners = new Listeners<[QueryEntry]>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Opens an entry for a query; it is kept when its first part ran. */
  open(query: LoggedQuery): QueryRun {
    let entry: QueryEntry = {
      ...shortened(query),
      id: ++this.#lastId,
      at: this.#clock.currentTimeMillis(),
      rows: null,
      read: 0,
      took: 0,
      thrown: null,
    };
    const finish = (started: number, change: Partial<Pick<QueryEntry, 'rows' | 'read' | 'thrown'>>) => {
      const took = entry.took + this.#clock.elapsedRealtime() - started;
      entry = { ...entry, ...change, read: entry.read + (change.read ?? 0), took };
      this.#put(entry);
    };
    return {
      run: (part, rowsOf) => {
        const started = this.#clock.elapsedRealtime();
        try {
          const result = part();
          finish(started, rowsOf(result));
          return result;
        } catch (error) {
          finish(started, { thrown: error instanceof Error ? error.message.slice(0, SHOWN_ARGUMENT) : String(error) });
          throw error;
        }
      },
    };
  }

  /** Entries that are kept, oldest first, from after the given id on. */
  entries(after = 0): readonly QueryEntry[] {
    return [...this.#entries.values()].filter(({ id }) => id > after);
  }

  /** Called for each entry when it is kept and whenever more of it is read. */
  onEntry(listener: (entry: QueryEntry) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #put(entry: QueryEntry): void {
    // A window of a query that was dropped from the ring does not bring it back.
    if (!this.#entries.has(entry.id) && entry.id <= this.#lastId - KEPT_QUERIES) return;
    this.#entries.set(entry.id, entry);
    if (this.#entries.size > KEPT_QUERIES) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#listeners.call(entry);
  }
}

function shortened(query: LoggedQuery): LoggedQuery {
  const { args } = query;
  const shown = args.slice(0, SHOWN_ARGUMENTS).map((arg) => (arg === null ? null : cut(arg, SHOWN_ARGUMENT)));
  const more = args.length - shown.length;
  return {
    packageName: query.packageName,
    uri: cut(query.uri, SHOWN_ARGUMENT),
    sql: cut(query.sql, SHOWN_SQL),
    args: more > 0 ? [...shown, `… and ${more} more`] : shown,
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
