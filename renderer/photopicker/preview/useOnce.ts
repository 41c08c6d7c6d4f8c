import { useCallback, useRef } from 'react';

/**
 * An action that ends a visit happens once, however often its button is pressed meanwhile.
 * One that answers a promise may be pressed again when that has ended.
 */
export function useOnce<Args extends readonly unknown[]>(action: (...args: Args) => unknown): (...args: Args) => void {
  const isDone = useRef(false);
  const latest = useRef(action);
  latest.current = action;
  return useCallback((...args) => {
    if (isDone.current) return;
    isDone.current = true;
    const result = latest.current(...args);
    const again = () => {
      isDone.current = false;
    };
    if (result instanceof Promise) result.then(again, again);
  }, []);
}
