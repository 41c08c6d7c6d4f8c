// Mirrors android.os.CancellationSignal: as much of an AbortSignal as a provider needs, so that any runtime's will do.

export interface CancellationSignal {
  /** isCanceled() */
  readonly aborted: boolean;
  /** throwIfCanceled() */
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: Readonly<{ once?: boolean }>): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
