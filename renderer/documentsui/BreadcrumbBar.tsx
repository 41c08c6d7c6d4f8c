// Mirrors DocumentsUI's HorizontalBreadcrumb.
import { useEffect, useRef } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { crumbs, type PickerStack } from './breadcrumbs.ts';
import { documentsText } from './strings.ts';

type BreadcrumbBarProps = Readonly<{ stack: PickerStack; onCrumb: (index: number) => void }>;

/** The way from the root; its end is always in sight. */
export function BreadcrumbBar({ stack, onCrumb }: BreadcrumbBarProps) {
  const labels = crumbs(stack);
  const list = useRef<HTMLOListElement>(null);
  const path = labels.join('/');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path has another end.
  useEffect(() => {
    const { current } = list;
    const end = current?.scrollWidth ?? 0;
    // From right to left the end is where the numbers are negative.
    if (current !== null) current.scrollLeft = getComputedStyle(current).direction === 'rtl' ? -end : end;
  }, [path]);
  return (
    <nav className="docs-breadcrumbs" aria-label={documentsText('breadcrumbs')}>
      <ol ref={list}>
        {labels.map((label, index) => {
          const isLast = index === labels.length - 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a crumb is its place on the way.
            <li key={index}>
              <button
                type="button"
                className="docs-crumb state-layer"
                {...(isLast && { 'aria-current': 'page' as const })}
                onClick={() => onCrumb(index)}
              >
                <span>{label}</span>
              </button>
              {!isLast && <Icon name="chevronRight" />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
