import { useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { text } from './strings.ts';
import { useMenu } from './useMenu.ts';

export type OverflowItem = Readonly<{ id: string; label: string; onChoose: () => void }>;

/** The three dots and what is behind them. */
export function OverflowMenu({ items }: Readonly<{ items: readonly OverflowItem[] }>) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <div className="docs-overflow">
      <button
        ref={button}
        type="button"
        className="icon-button state-layer docs-overflow-button"
        aria-label={text('moreOptions')}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && <Menu items={items} onClose={close} onLeft={() => setIsOpen(false)} />}
    </div>
  );
}

type MenuProps = Readonly<{
  items: readonly OverflowItem[];
  onClose: () => void;
  /** The focus went elsewhere, and stays there. */
  onLeft: () => void;
}>;

function Menu({ items, onClose, onLeft }: MenuProps) {
  const menu = useMenu(onClose);
  return (
    <div
      {...menu}
      className="docs-menu"
      role="menu"
      tabIndex={-1}
      aria-label={text('moreOptions')}
      onBlur={(event) => {
        const to = event.relatedTarget;
        const isButton = to instanceof Element && to.matches('.docs-overflow-button');
        if (!menu.ref.current?.contains(to) && !isButton) onLeft();
      }}
    >
      {items.map(({ id, label, onChoose }) => (
        <button
          key={id}
          type="button"
          role="menuitem"
          className="state-layer"
          data-id={id}
          onClick={() => {
            onClose();
            onChoose();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
