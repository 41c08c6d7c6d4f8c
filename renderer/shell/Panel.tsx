import { Activity, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { Inspector } from '../inspector/Inspector.tsx';
import { setPanelOpen } from '../inspector/panelState.ts';
import { PanelDivider } from './PanelDivider.tsx';
import { PanelRail } from './PanelRail.tsx';
import { Welcome } from './Welcome.tsx';
import { toggleWelcome } from './welcomeState.ts';
import { RAIL, type WindowLayout } from './windowLayout.ts';

type PanelProps = Readonly<{
  layout: WindowLayout;
  window: Readonly<{ width: number; height: number }>;
  isOpen: boolean;
}>;

/** The tester's side of the window: the panel, or its rail. What is in the panel stays as it was while it is away. */
export function Panel({ layout, window, isOpen }: PanelProps) {
  const { mode, panelWidth } = layout;
  const root = useRef<HTMLElement>(null);
  useFocusWithin(root, isOpen);
  const onKeyDown = (event: KeyboardEvent) => {
    const isOwn = event.target instanceof Element && event.target.closest('dialog, select') === null;
    if (event.key === 'Escape' && mode === 'over' && isOpen && isOwn) setPanelOpen(false, mode);
  };
  return (
    <main
      ref={root}
      className="panel"
      aria-label="Tester's panel"
      tabIndex={-1}
      data-mode={mode}
      data-open={isOpen}
      style={{ inlineSize: isOpen ? panelWidth : RAIL }}
      onKeyDown={onKeyDown}
    >
      {isOpen && mode === 'beside' && <PanelDivider window={window} panelWidth={panelWidth} />}
      {!isOpen && <PanelRail onOpen={() => setPanelOpen(true, mode)} />}
      {!isOpen && <Welcome isFloating />}
      <Activity mode={isOpen ? 'visible' : 'hidden'}>
        <Inspector
          welcome={<Welcome isFloating={false} />}
          onHelp={toggleWelcome}
          onCollapse={() => setPanelOpen(false, mode)}
        />
      </Activity>
    </main>
  );
}

/** What had the focus goes away with the panel, or with its rail: the other one gets it. */
function useFocusWithin(root: RefObject<HTMLElement | null>, isOpen: boolean): void {
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    // A browser that has not drawn yet still names what is out of sight.
    const at = document.activeElement;
    if (at !== null && at !== document.body && at.checkVisibility()) return;
    root.current?.querySelector<HTMLElement>('[data-collapse], .panel-rail button')?.focus();
  }, [root, isOpen]);
}
