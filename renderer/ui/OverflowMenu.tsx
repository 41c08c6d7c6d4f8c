import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { useBackPressed } from './onBackPressedDispatcher.ts';
import { text } from './strings.ts';

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
  const menu = useRef<HTMLDivElement>(null);
  useBackPressed(onClose);
  useEffect(() => menu.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const choices = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = choices.findIndex((choice) => choice.matches(':focus'));
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choices.at(target % choices.length)?.focus();
  };
  return (
    <div
      ref={menu}
      className="docs-menu"
      role="menu"
      tabIndex={-1}
      aria-label={text('moreOptions')}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        const to = event.relatedTarget;
        const isButton = to instanceof Element && to.matches('.docs-overflow-button');
        if (!menu.current?.contains(to) && !isButton) onLeft();
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
