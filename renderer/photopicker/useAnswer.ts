import { useCallback, useRef, useState } from 'react';
import type { Uri } from '../../contract/android/uri.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import { needsPreload } from './preload/preloadMedia.ts';

type Answer = Dialogs['photoPicker']['answer'];

type PickerAnswer = Readonly<{
  /** Ends the visit with an answer; only the first one counts, however often a button is pressed. */
  answer: (given: Answer) => void;
  /** Hands items over: at once, or after what is not on the device has been fetched. */
  handOver: (uris: readonly Uri[]) => void;
  /** Items that are fetched before they are handed over; null while there is nothing to wait for. */
  preloading: readonly Uri[] | null;
  stopPreloading: () => void;
}>;

/** The one answer of a visit to the picker. */
export function useAnswer(action: string, onAnswer: (given: Answer) => void): PickerAnswer {
  const isGiven = useRef(false);
  const [preloading, setPreloading] = useState<readonly Uri[] | null>(null);
  const answer = useCallback(
    (given: Answer) => {
      // Back always leads out, even where the device did not take what was confirmed.
      if (given !== null && isGiven.current) return;
      isGiven.current = true;
      onAnswer(given);
    },
    [onAnswer],
  );
  const handOver = useCallback(
    (uris: readonly Uri[]) => (needsPreload(action, uris) ? setPreloading(uris) : answer({ uris })),
    [action, answer],
  );
  const stopPreloading = useCallback(() => setPreloading(null), []);
  return { answer, handOver, preloading, stopPreloading };
}
