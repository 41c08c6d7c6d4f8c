// Mirrors androidx.activity.OnBackPressedDispatcher.
import { useEffect, useRef } from 'react';

/** Who answers the Back key: the callback that was added last. */
export class OnBackPressedDispatcher {
  #callbacks: (() => void)[] = [];

  /** Adds a callback on top of the others; the answer takes it away again. */
  addCallback(callback: () => void): () => void {
    this.#callbacks.push(callback);
    return () => {
      this.#callbacks = this.#callbacks.filter((other) => other !== callback);
    };
  }

  /** Whether somebody took the key. */
  onBackPressed(): boolean {
    const top = this.#callbacks.at(-1);
    top?.();
    return top !== undefined;
  }
}

/** The device's one Back key. */
export const backKey = new OnBackPressedDispatcher();

/** Takes the Back key while the component is on screen and `isEnabled`. */
export function useBackPressed(onBack: () => void, isEnabled = true): void {
  const latest = useRef(onBack);
  latest.current = onBack;
  useEffect(() => (isEnabled ? backKey.addCallback(() => latest.current()) : undefined), [isEnabled]);
}
