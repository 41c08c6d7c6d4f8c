// Whether the window explains itself: on the demo library until it was read once, and whenever somebody asks.
import { create } from 'zustand';
import { recall, remember } from '../ui/windowStorage.ts';

type WelcomeState = Readonly<{
  /** Whether somebody has closed it; a window remembers. */
  wasRead: boolean;
  isAsked: boolean;
}>;

export const useWelcome = create<WelcomeState>(() => ({ wasRead: recall('welcomeRead') === true, isAsked: false }));

export function closeWelcome(): void {
  remember('welcomeRead', true);
  useWelcome.setState({ wasRead: true, isAsked: false });
}

export function toggleWelcome(): void {
  useWelcome.setState(({ isAsked }) => ({ isAsked: !isAsked }));
}
