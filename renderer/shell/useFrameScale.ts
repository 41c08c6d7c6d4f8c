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

/** CSS px per dp: 1 where the window is high enough, less where it is not. */
export function useFrameScale(): number {
  return useSyncExternalStore(subscribe, () => Math.min(1, (window.innerHeight - 2 * MARGIN) / FRAME.height));
}
