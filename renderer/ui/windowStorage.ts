// What a window remembers of itself. The device knows nothing of it, and works as well where nothing can be kept.

const PREFIX = 'scopebox.';

/** What was remembered under a name, by this window or else by the last one; undefined for nothing. */
export function recall(name: string): unknown {
  for (const storage of storages()) {
    try {
      const kept = storage().getItem(PREFIX + name);
      if (kept !== null) return JSON.parse(kept);
    } catch {
      // Not allowed here, or not ours.
    }
  }
  return undefined;
}

/** Keeps what JSON can hold across reloads of this window, and for the next window. */
export function remember(name: string, value: unknown): void {
  for (const storage of storages()) {
    try {
      storage().setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Full, or not allowed: it is forgotten.
    }
  }
}

/** The very mention of one may throw. */
function storages(): readonly (() => Storage)[] {
  return [() => window.sessionStorage, () => window.localStorage];
}
