// Keeps the keyboard inside a window of the device while the tester's panel beside it stays usable.
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useBackPressed } from './onBackPressedDispatcher.ts';
import { useIsWindowShown } from './windowShown.ts';

const FOCUSABLE = 'button:not(:disabled), [href], input, select, [tabindex="0"]';

type Modal<E extends HTMLElement> = Readonly<{
  ref: RefObject<E | null>;
  onKeyDown: (event: KeyboardEvent<E>) => void;
}>;

/** Focus goes in on opening and back on closing; Tab goes round; the Back key is `onBack`. */
export function useModal<E extends HTMLElement>(onBack: () => void): Modal<E> {
  const ref = useRef<E>(null);
  const isShown = useRef(true);
  isShown.current = useIsWindowShown();
  useBackPressed(onBack);
  const before = useRef<Element | null>(null);
  // With what is drawn: whoever sees it may press a key at once.
  useLayoutEffect(() => {
    before.current = document.activeElement;
    if (!ref.current?.contains(before.current)) ref.current?.focus();
  }, []);
  // Not before all is drawn: until then what it is given back to may be inert.
  useEffect(
    () => () => {
      const { current } = before;
      // One that goes while its window is not in front has no focus to give back, nor has who is in the tester's panel.
      const isElsewhere = document.activeElement?.closest('main, dialog') instanceof Element;
      if (isShown.current && !isElsewhere && current instanceof HTMLElement && current.isConnected) current.focus();
    },
    [],
  );
  // What had the focus may be gone, as the photos of an album are after Back.
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent<E>) => {
    if (event.key === 'Tab' && ref.current !== null) goRound(event, ref.current);
  };
  return { ref, onKeyDown };
}

function goRound(event: KeyboardEvent, root: HTMLElement): void {
  const stops = [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (stop) => stop.checkVisibility({ visibilityProperty: true }) && stop.closest('[inert]') === null,
  );
  const first = stops[0];
  const last = stops.at(-1);
  const at = document.activeElement;
  const leaves = event.shiftKey ? at === first || at === root : at === last;
  if (!leaves) return;
  event.preventDefault();
  event.stopPropagation();
  (event.shiftKey ? last : first)?.focus();
}
