import type { KeyboardEvent } from 'react';

type TabsProps<Name extends string> = Readonly<{
  /** What the tabs are about, for who does not see them. */
  label: string;
  names: readonly Name[];
  shown: Name;
  onShow: (name: Name) => void;
}>;

/** A row of tabs; the arrow keys go from one to the next. */
export function Tabs<Name extends string>({ label, names, shown, onShow }: TabsProps<Name>) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = neighbour(event, names.indexOf(shown), names.length);
    const name = to === null ? undefined : names[to];
    if (name === undefined) return;
    event.preventDefault();
    onShow(name);
    event.currentTarget.querySelector<HTMLElement>(`[data-view="${name}"]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="log-tabs" onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="state-layer"
          data-view={name}
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => onShow(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function neighbour(event: KeyboardEvent<HTMLElement>, at: number, count: number): number | null {
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return count - 1;
  if (event.key === (isRtl ? 'ArrowLeft' : 'ArrowRight')) return (at + 1) % count;
  return event.key === (isRtl ? 'ArrowRight' : 'ArrowLeft') ? (at + count - 1) % count : null;
}
