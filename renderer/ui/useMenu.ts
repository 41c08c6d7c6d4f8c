import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { useBackPressed } from './onBackPressedDispatcher.ts';

type MenuHandlers = Readonly<{ ref: RefObject<HTMLDivElement | null>; onKeyDown: (event: KeyboardEvent) => void }>;

/** An open menu of buttons: the focus goes to the first one, or to `initial`; arrows, Home and End move it; Back closes. */
export function useMenu(onClose: () => void, initial = 'button'): MenuHandlers {
  const ref = useRef<HTMLDivElement>(null);
  useBackPressed(onClose);
  useLayoutEffect(() => ref.current?.querySelector<HTMLElement>(initial)?.focus(), [initial]);
  const onKeyDown = (event: KeyboardEvent) => {
    const choices = [...(ref.current?.querySelectorAll('button') ?? [])];
    const at = choices.findIndex((choice) => choice.matches(':focus'));
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choices.at(target % choices.length)?.focus();
  };
  return { ref, onKeyDown };
}
