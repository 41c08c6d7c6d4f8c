// Mirrors DocumentsUI's sidebar/RootsFragment and DrawerController.
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { Root } from '../../contract/android/documentsContract.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { Icon } from '../ui/Icon.tsx';
import { formatFileSize } from './formatting.ts';
import { RootIcon } from './RootIcon.tsx';
import { hasRootFlag, type RootInfo, rootKey, rootSummary } from './rootInfo.ts';
import type { HandlerActivity, SidebarRow } from './sidebar.ts';
import { documentsText } from './strings.ts';

/** A root that this request does not see, or a provider without one, and why. */
export type HiddenRoot = Readonly<{ key: string; title: string; reason: string }>;

type RootsDrawerProps = Readonly<{
  title: string;
  rows: readonly SidebarRow[];
  hidden: readonly HiddenRoot[];
  currentKey: string | null;
  /** Whether it has a place of its own beside the list; else it comes and goes over it. */
  isFixed: boolean;
  onRoot: (root: RootInfo) => void;
  onApp: (activity: HandlerActivity) => void;
  onEject: (root: RootInfo) => void;
  onClose: () => void;
}>;

export function RootsDrawer(props: RootsDrawerProps) {
  const { isFixed, onClose } = props;
  if (isFixed) return <Drawer {...props} />;
  return (
    <div
      className="docs-drawer-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <Drawer {...props} />
    </div>
  );
}

function Drawer(props: RootsDrawerProps) {
  const { title, rows, hidden, isFixed, currentKey } = props;
  const drawer = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (isFixed) return;
    const { current } = drawer;
    (current?.querySelector<HTMLElement>('[aria-current="true"]') ?? current?.querySelector('button'))?.focus();
  }, [isFixed]);
  return (
    <nav
      ref={drawer}
      className="docs-drawer"
      data-fixed={isFixed}
      aria-label={documentsText('roots')}
      onKeyDown={moveBetween}
    >
      <h2 className="docs-drawer-title">{title}</h2>
      <ul className="docs-roots">
        {rows.map((row, index) =>
          row.kind === 'spacer' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a spacer is nothing but its place.
            <li key={`spacer-${index}`} className="docs-root-spacer" aria-hidden="true" />
          ) : (
            <SidebarEntry key={entryKey(row)} {...props} row={row} isCurrent={currentKey === entryKey(row)} />
          ),
        )}
      </ul>
      {hidden.length > 0 && <HiddenRoots hidden={hidden} />}
    </nav>
  );
}

function entryKey(row: Exclude<SidebarRow, { kind: 'spacer' }>): string {
  return row.kind === 'app' ? `app/${row.activity.packageName}/${row.activity.name}` : rootKey(row.root);
}

type SidebarEntryProps = Pick<RootsDrawerProps, 'onRoot' | 'onApp' | 'onEject'> &
  Readonly<{ row: Exclude<SidebarRow, { kind: 'spacer' }>; isCurrent: boolean }>;

function SidebarEntry({ row, isCurrent, onRoot, onApp, onEject }: SidebarEntryProps) {
  if (row.kind === 'app') {
    const { activity } = row;
    return (
      <li className="docs-root" data-app={activity.packageName}>
        <button type="button" className="docs-root-button state-layer" onClick={() => onApp(activity)}>
          <span className="docs-root-icon">
            <AppIcon packageName={activity.packageName} size={24} />
          </span>
          <span className="docs-root-words">
            <span className="docs-root-title">{activity.label}</span>
          </span>
          <Icon name="newWindow" size={18} />
        </button>
      </li>
    );
  }
  const { root } = row;
  const summary = rootSummary(root, formatFileSize);
  return (
    <li className="docs-root" data-root={rootKey(root)} data-current={isCurrent}>
      <button
        type="button"
        className="docs-root-button state-layer"
        aria-current={isCurrent}
        onClick={() => onRoot(root)}
      >
        <span className="docs-root-icon">
          <RootIcon root={root} />
        </span>
        <span className="docs-root-words">
          <span className="docs-root-title">{root.title}</span>
          {summary !== null && <span className="docs-root-summary">{summary}</span>}
        </span>
      </button>
      {hasRootFlag(root, Root.FLAG_SUPPORTS_EJECT) && (
        <button
          type="button"
          className="docs-root-action state-layer"
          aria-label={`${documentsText('menu_eject_root')} ${root.title}`}
          onClick={() => onEject(root)}
        >
          <Icon name="eject" size={18} />
        </button>
      )}
      {row.kind === 'rootAndApp' && (
        <button
          type="button"
          className="docs-root-action state-layer"
          aria-label={documentsText('open_app', { app: row.activity.label })}
          onClick={() => onApp(row.activity)}
        >
          <Icon name="newWindow" size={18} />
        </button>
      )}
    </li>
  );
}

/** For testers: Android says nothing about what is missing. */
function HiddenRoots({ hidden }: Readonly<{ hidden: readonly HiddenRoot[] }>) {
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  return (
    <section className="docs-hidden-roots" data-tester>
      <button
        type="button"
        className="state-layer"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="info" size={18} />
        <span>{`${documentsText('hidden_roots')} (${hidden.length})`}</span>
      </button>
      <ul id={listId} hidden={!isOpen}>
        {hidden.map(({ key, title, reason }) => (
          <li key={key} data-root={key}>
            <b>{title}</b> {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Up and down go from entry to entry, as in any list. */
function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = entries.findIndex((entry) => entry.matches(':focus'));
  event.preventDefault();
  entries[Math.max(0, Math.min(entries.length - 1, at + step))]?.focus();
}
