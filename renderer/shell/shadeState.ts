// Whether the notification shade is down.
import { create } from 'zustand';

export const useShade = create<Readonly<{ isOpen: boolean }>>(() => ({ isOpen: false }));

export function openShade(): void {
  useShade.setState({ isOpen: true });
}

export function closeShade(): void {
  useShade.setState({ isOpen: false });
}

export function toggleShade(): void {
  useShade.setState(({ isOpen }) => ({ isOpen: !isOpen }));
}
