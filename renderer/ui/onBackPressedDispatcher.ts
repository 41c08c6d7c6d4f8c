// Mirrors androidx.activity.OnBackPressedDispatcher.
import { useLayoutEffect, useRef } from 'react';
import { useIsWindowShown } from './windowShown.ts';

type Callback = Readonly<{ onBackPressed: () => void; isEnabled: () => boolean }>;

/** Who answers the Back key: of the callbacks that are enabled, the one that was added last. */
export class OnBackPressedDispatcher {
  #callbacks: readonly Callback[] = [];

  /** Adds a callback on top of the others; the answer takes it away again. */
  addCallback(onBackPressed: () => void, isEnabled: () => boolean = () => true): () => void {
    const added = { onBackPressed, isEnabled };
    this.#callbacks = [...this.#callbacks, added];
    return () => {
      this.#callbacks = this.#callbacks.filter((other) => other !== added);
    };
  }

  /** Whether somebody took the key. */
  onBackPressed(): boolean {
    const top = this.#callbacks.findLast(({ isEnabled }) => isEnabled());
    top?.onBackPressed();
    return top !== undefined;
  }
}

/** The device's one Back key. */
export const backKey = new OnBackPressedDispatcher();

/** Takes the Back key while the component is on screen and its window is in front; keeps its place among the others when not. */
export function useBackPressed(onBack: () => void): void {
  const isShown = useIsWindowShown();
  const latest = useRef({ onBack, isShown });
  latest.current = { onBack, isShown };
  // With what is drawn: a key that is pressed when it is seen must not go to what lies below.
  useLayoutEffect(
    () =>
      backKey.addCallback(
        () => latest.current.onBack(),
        () => latest.current.isShown,
      ),
    [],
  );
}
