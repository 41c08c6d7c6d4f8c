// Mirrors com.android.settingslib.collapsingtoolbar.
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { text } from '../ui/strings.ts';

/** Scrolled this far, the large title has made place for the small one, dp. */
const COLLAPSED_AT = 84;

type PageFrameProps = Readonly<{
  title: string;
  /** Android 12 brought the large title; before it, only the small one is there. */
  isCollapsing: boolean;
  onUp: () => void;
  problem: string | null;
  children: ReactNode;
}>;

/** A page: its title takes the focus when the page opens, its content scrolls below. */
export function PageFrame({ title, isCollapsing, onUp, problem, children }: PageFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [isCollapsed, setIsCollapsed] = useState(!isCollapsing);
  const page = useRef<HTMLDivElement>(null);
  const isOpen = title !== '';
  useLayoutEffect(() => {
    // Once, and not from who has gone on in the page before its title came.
    if (!isOpen || page.current?.contains(document.activeElement)) return;
    heading.current?.focus({ preventScroll: true });
  }, [isOpen]);
  const largeTitle = (
    <h1 ref={heading} className="settings-title" tabIndex={-1} hidden={!isOpen}>
      {title}
    </h1>
  );
  return (
    <div
      ref={page}
      className="settings-page"
      data-collapsing={isCollapsing}
      onScroll={({ currentTarget }) => setIsCollapsed(!isCollapsing || currentTarget.scrollTop > COLLAPSED_AT)}
    >
      <header className="settings-bar" data-collapsed={isCollapsed}>
        <button type="button" className="settings-up state-layer" aria-label={text('settings.up')} onClick={onUp}>
          <Icon name="back" />
        </button>
        {isCollapsing ? (
          <span className="settings-small-title" aria-hidden="true">
            {title}
          </span>
        ) : (
          largeTitle
        )}
      </header>
      {isCollapsing && largeTitle}
      {problem !== null && (
        <p className="settings-problem" role="alert">
          {problem}
        </p>
      )}
      {children}
    </div>
  );
}
