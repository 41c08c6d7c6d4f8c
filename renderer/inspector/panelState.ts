// Whether the tester's panel is there, and how wide; a window remembers it.
import { create } from 'zustand';
import { recall, remember } from '../ui/windowStorage.ts';

type PanelState = Readonly<{
  /** Beside the device. */
  isCollapsed: boolean;
  /** Over the device, in a narrow window: closed until somebody opens it. */
  isDrawerOpen: boolean;
  /** As pulled, CSS px; null for what the device leaves. */
  width: number | null;
}>;

export const usePanelState = create<PanelState>(() => ({ ...read(recall('panel')), isDrawerOpen: false }));

usePanelState.subscribe(({ isCollapsed, width }) => remember('panel', { isCollapsed, width }));

/** Opens or closes the panel, the way it is shown in this window. */
export function setPanelOpen(isOpen: boolean, mode: 'beside' | 'over'): void {
  usePanelState.setState(mode === 'over' ? { isDrawerOpen: isOpen } : { isCollapsed: !isOpen });
}

function read(kept: unknown): Pick<PanelState, 'isCollapsed' | 'width'> {
  const { isCollapsed, width } = (kept !== null && typeof kept === 'object' ? kept : {}) as Partial<
    Record<keyof PanelState, unknown>
  >;
  return {
    isCollapsed: isCollapsed === true,
    width: typeof width === 'number' && Number.isFinite(width) ? width : null,
  };
}
