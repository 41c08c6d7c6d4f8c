import { createContext, useContext } from 'react';

/**
 * Whether the window around a component is in front. Android stops an activity that is not: it keeps what it shows,
 * and hears neither keys nor anything else until it comes back.
 */
export const WindowShown = createContext(true);

export function useIsWindowShown(): boolean {
  return useContext(WindowShown);
}
