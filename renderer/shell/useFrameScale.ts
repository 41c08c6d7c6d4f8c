import { useSyncExternalStore } from 'react';

const BEZEL = 12;

/** The phone's screen, dp. */
const SCREEN = { width: 412, height: 915 } as const;

/** The phone with its edge, dp. */
export const FRAME = { width: SCREEN.width + 2 * BEZEL, height: SCREEN.height + 2 * BEZEL } as const;

/** Room above and below the phone, CSS px. */
const MARGIN = 10;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

/** CSS px per dp: 1 where the window, less what is `taken` of its height, is high enough; less where it is not. */
export function useFrameScale(taken: number): number {
  const height = () => window.innerHeight - taken - 2 * MARGIN;
  return useSyncExternalStore(subscribe, () => Math.min(1, height() / FRAME.height));
}
