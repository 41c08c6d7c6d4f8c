// Mirrors DocumentsUI's dirlist/AppsRowManager as it is drawn.
import { AppIcon } from '../ui/AppIcon.tsx';
import { Icon } from '../ui/Icon.tsx';
import { appsRowItems } from './appsRow.ts';
import { RootIcon } from './RootIcon.tsx';
import type { RootInfo } from './rootInfo.ts';
import type { HandlerActivity, SidebarItem } from './sidebar.ts';
import { documentsText } from './strings.ts';

type AppsRowProps = Readonly<{
  items: readonly SidebarItem[];
  onRoot: (root: RootInfo) => void;
  onApp: (activity: HandlerActivity) => void;
}>;

/** Other places to look in, above the recent files. */
export function AppsRow({ items, onRoot, onApp }: AppsRowProps) {
  return (
    <section className="docs-apps" aria-label={documentsText('apps_row_title')}>
      <h2>{documentsText('apps_row_title')}</h2>
      <ul>
        {appsRowItems(items).map(({ item, title, summary, leaves }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may have the same name.
          <li key={index}>
            <button
              type="button"
              className="docs-app state-layer"
              onClick={() => (item.kind === 'app' ? onApp(item.activity) : onRoot(item.root))}
            >
              <span className="docs-app-icon">
                {item.kind === 'app' ? (
                  <AppIcon packageName={item.activity.packageName} size={32} />
                ) : (
                  <RootIcon root={item.root} size={32} />
                )}
                {leaves && (
                  <span className="docs-app-badge">
                    <Icon name="newWindow" size={12} />
                  </span>
                )}
              </span>
              <span className="docs-app-title">{title}</span>
              {summary !== null && <span className="docs-app-summary">{summary}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
