// A world for the picker's loaders: providers that answer when a test says so, and no clock.
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { ResolvedProvider } from '../../../contract/rpc/appApi.ts';
import type { LoadedCursor, ProvidersPort } from '../../../renderer/documentsui/loaderPort.ts';

export type Rows = readonly Readonly<Record<string, CursorValue>>[];

/** Rows, with what stands beside them; a failure; or null in place of a cursor. */
export type Answer = Readonly<{ rows: Rows; extras?: Bundle; notificationUri?: Uri }> | Error | null | 'hangs';

export class FakePort implements ProvidersPort {
  readonly asked: Readonly<{ uri: Uri; queryArgs: Bundle | null }>[] = [];
  providers: readonly ResolvedProvider[] = [];
  closedCursors = 0;
  pauses = 0;
  readonly #answers = new Map<string, Answer>();
  readonly #observers = new Map<Uri, Set<() => void>>();
  readonly #waits: Readonly<{ millis: number; done: () => void }>[] = [];
  readonly #hanging = new Map<string, (answer: Answer) => void>();

  answer(uri: Uri, answer: Answer): void {
    this.#answers.set(uri, answer);
    this.#hanging.get(uri)?.(answer);
    this.#hanging.delete(uri);
  }

  /** Tells those who listen there. */
  notify(uri: Uri): void {
    for (const onChange of this.#observers.get(uri) ?? []) onChange();
  }

  isObserved(uri: Uri): boolean {
    return (this.#observers.get(uri)?.size ?? 0) > 0;
  }

  /** As if so many milliseconds had passed: whoever waited that long goes on. */
  elapse(millis: number): void {
    for (const wait of this.#waits.splice(0)) {
      if (wait.millis <= millis) wait.done();
      else this.#waits.push(wait);
    }
  }

  async query(uri: Uri, queryArgs: Bundle | null, signal: AbortSignal): Promise<LoadedCursor | null> {
    this.asked.push({ uri, queryArgs });
    let answer: Answer = this.#answers.has(uri) ? (this.#answers.get(uri) ?? null) : { rows: [] };
    if (answer === 'hangs') {
      answer = await new Promise<Answer>((resolve) => {
        this.#hanging.set(uri, resolve);
        signal.addEventListener('abort', () => resolve(new Error('aborted')), { once: true });
      });
    }
    if (answer instanceof Error) throw answer;
    return answer === null || answer === 'hangs' ? null : this.#cursor(answer);
  }

  async observe(uri: Uri, onChange: () => void): Promise<() => void> {
    const observers = this.#observers.get(uri) ?? new Set();
    this.#observers.set(uri, observers.add(onChange));
    return () => observers.delete(onChange);
  }

  wait(millis: number): Promise<void> {
    return new Promise((done) => {
      this.#waits.push({ millis, done });
    });
  }

  async pause(): Promise<void> {
    this.pauses++;
  }

  async queryIntentContentProviders(): Promise<readonly ResolvedProvider[]> {
    return this.providers;
  }

  #cursor({ rows, extras = {}, notificationUri }: Exclude<Answer, Error | null | 'hangs'>): LoadedCursor {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    let position = -1;
    const value = (index: number) => rows[position]?.[columns[index] ?? ''] ?? null;
    return {
      getExtras: () => extras,
      getNotificationUri: () => notificationUri ?? null,
      getColumnIndex: (name) => columns.indexOf(name),
      isNull: (index) => value(index) === null,
      getString: (index) => (value(index) === null ? null : String(value(index))),
      getLong: (index) => Number(value(index) ?? 0),
      moveToNext: async () => ++position < rows.length,
      close: async () => {
        this.closedCursors++;
      },
    };
  }
}

/** Lets everything that can go on go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

export function provider(authority: string, change: Partial<ResolvedProvider> = {}): ResolvedProvider {
  return {
    ...{ authority, packageName: `${authority}.app`, label: authority, exported: true, grantUriPermissions: true },
    ...{ permission: 'android.permission.MANAGE_DOCUMENTS' },
    ...change,
  };
}
