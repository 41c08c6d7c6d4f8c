// The app's own log: each call that it made, as its author would write it, and what came back.

export type LoggedCall = Readonly<{
  id: number;
  call: string;
  /** Null until it answers. */
  result: string | null;
  isThrown: boolean;
}>;

/** Older calls are forgotten. */
const MAX_CALLS = 200;
const MAX_LENGTH = 400;

export class CallLog {
  readonly #listeners = new Set<() => void>();
  #calls: readonly LoggedCall[] = [];
  #last = 0;

  /** The newest first; another array after each change. */
  get calls(): readonly LoggedCall[] {
    return this.#calls;
  }

  /** The function it answers ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#keep([]);
  }

  /** Makes a call. @param told its result in words @throws what the call throws */
  async run<Result>(
    call: string,
    make: () => Promise<Result>,
    told: (result: Result) => string = String,
  ): Promise<Result> {
    const id = ++this.#last;
    this.#keep([{ id, call: shortened(call), result: null, isThrown: false }, ...this.#calls].slice(0, MAX_CALLS));
    try {
      const result = await make();
      this.#answered(id, told(result), false);
      return result;
    } catch (error) {
      this.#answered(id, String(error), true);
      throw error;
    }
  }

  #answered(id: number, result: string, isThrown: boolean): void {
    this.#keep(this.#calls.map((call) => (call.id === id ? { ...call, result: shortened(result), isThrown } : call)));
  }

  #keep(calls: readonly LoggedCall[]): void {
    this.#calls = calls;
    for (const listener of [...this.#listeners]) listener();
  }
}

function shortened(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
