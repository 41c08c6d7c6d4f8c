// Mirrors DocumentsUI's NavigationViewManager and its action mode.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { type OverflowItem, OverflowMenu } from '../ui/OverflowMenu.tsx';
import { documentsText } from './strings.ts';

type PickerToolbarProps = Readonly<{
  title: string;
  titleId: string;
  /** Null where the drawer is always there, or has nothing to choose from. */
  onMenu: (() => void) | null;
  isMenuOpen: boolean;
  /** Up; where the picker is at a root, null. */
  onUp: (() => void) | null;
  onSearch: (() => void) | null;
  items: readonly OverflowItem[];
}>;

/** Title and what can be done here. */
export function PickerToolbar(props: PickerToolbarProps) {
  const { title, titleId, onMenu, isMenuOpen, onUp, onSearch, items } = props;
  return (
    <div className="docs-toolbar">
      {onMenu !== null ? (
        <button
          type="button"
          className="icon-button state-layer docs-menu-button"
          aria-label={documentsText('drawer_open')}
          aria-expanded={isMenuOpen}
          onClick={onMenu}
        >
          <Icon name="menu" />
        </button>
      ) : (
        onUp !== null && <BackButton label={documentsText('back')} onClick={onUp} />
      )}
      <h1 id={titleId} className="docs-title">
        {title}
      </h1>
      {onSearch !== null && (
        <button
          type="button"
          className="icon-button state-layer docs-search-button"
          aria-label={documentsText('menu_search')}
          onClick={onSearch}
        >
          <Icon name="search" />
        </button>
      )}
      {items.length > 0 && <OverflowMenu items={items} />}
    </div>
  );
}

function BackButton({ label, onClick }: Readonly<{ label: string; onClick: () => void }>) {
  return (
    <button type="button" className="icon-button state-layer docs-back-button" aria-label={label} onClick={onClick}>
      <Icon name="back" />
    </button>
  );
}

type SearchToolbarProps = Readonly<{
  text: string;
  hint: string;
  /** The newest in front. */
  history: readonly string[];
  onType: (text: string) => void;
  onSubmit: () => void;
  onClose: () => void;
}>;

/** Searches of before that are offered. */
const MAX_SUGGESTIONS = 4;

/** The field a search is typed into; it has the focus as soon as it is there. */
export function SearchToolbar({ text, hint, history, onType, onSubmit, onClose }: SearchToolbarProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isFocused, setIsFocused] = useState(false);
  useLayoutEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const suggestions = isFocused && text === '' ? history.slice(0, MAX_SUGGESTIONS) : [];
  return (
    <div className="docs-toolbar docs-search">
      <BackButton label={documentsText('back')} onClick={onClose} />
      <search>
        <form onSubmit={submit}>
          <input
            ref={input}
            type="search"
            className="docs-search-field"
            aria-label={hint}
            placeholder={hint}
            value={text}
            maxLength={500}
            enterKeyHint="search"
            onFocus={() => setIsFocused(true)}
            onChange={(event) => onType(event.target.value)}
          />
        </form>
      </search>
      {text !== '' && (
        <button
          type="button"
          className="icon-button state-layer"
          aria-label={documentsText('clear_search')}
          onClick={() => {
            onType('');
            input.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
      {suggestions.length > 0 && (
        <ul className="docs-history">
          {suggestions.map((entry) => (
            <li key={entry}>
              <button type="button" className="state-layer" onClick={() => onType(entry)}>
                <Icon name="schedule" size={20} />
                <span>{entry}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ActionModeProps = Readonly<{
  count: number;
  onClear: () => void;
  onSelect: () => void;
  onSelectAll: () => void;
}>;

/** In place of the toolbar while something is selected. */
export function ActionModeToolbar({ count, onClear, onSelect, onSelectAll }: ActionModeProps) {
  return (
    <div className="docs-toolbar docs-action-mode">
      <button type="button" className="icon-button state-layer" aria-label={documentsText('close')} onClick={onClear}>
        <Icon name="close" />
      </button>
      <p className="docs-selected-count" role="status">
        {documentsText('elements_selected', { count: count.toLocaleString() })}
      </p>
      <button type="button" className="button docs-select-button" data-kind="text" onClick={onSelect}>
        {documentsText('menu_select')}
      </button>
      <OverflowMenu items={[{ id: 'selectAll', label: documentsText('menu_select_all'), onChoose: onSelectAll }]} />
    </div>
  );
}
