// The keys of the fast scroller's handle.

type Standing = Readonly<{ top: number; range: number; viewportHeight: number }>;

/** Where a key leads, CSS px of the content; null when it is not for the handle. A page is a hundredth of the way, or a screen. */
export function topAfterKey(key: string, { top, range, viewportHeight }: Standing): number | null {
  const page = Math.max(viewportHeight, range / 100);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: top + viewportHeight,
    ArrowUp: top - viewportHeight,
    PageDown: top + page,
    PageUp: top - page,
    Home: 0,
    End: range,
  };
  const wanted = steps[key];
  return wanted === undefined ? null : Math.max(0, Math.min(range, wanted));
}
