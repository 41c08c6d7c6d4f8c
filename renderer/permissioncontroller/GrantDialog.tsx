// Mirrors PermissionController's GrantPermissionsViewHandlerImpl.
import { useId } from 'react';
import { BoldText } from '../ui/BoldText.tsx';
import type { DialogProps } from '../ui/dialogProps.ts';
import { GROUP_ICONS } from '../ui/groupIcons.ts';
import { Icon } from '../ui/Icon.tsx';
import { localized, text } from '../ui/strings.ts';
import { useModal } from '../ui/useModal.ts';
import { isSupergroup, titleParts } from './titleParts.ts';

/** Asks for one permission group. A tap outside is Back: an answer without a decision. */
export function GrantDialog({ ask, onAnswer }: DialogProps<'grantPermissions'>) {
  const titleId = useId();
  const modal = useModal<HTMLDivElement>(() => onAnswer(null));
  return (
    <div
      className="grant-dialog-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onAnswer(null);
      }}
    >
      <div {...modal} className="grant-dialog" role="dialog" aria-modal="true" aria-labelledby={titleId} tabIndex={-1}>
        <div className="grant-dialog-body">
          <div className="grant-dialog-icon">
            <Icon name={isSupergroup(ask.title) ? 'folder' : (GROUP_ICONS[ask.group] ?? 'photoLibrary')} size={32} />
          </div>
          <h1 id={titleId} className="grant-dialog-title">
            <BoldText parts={titleParts(localizedTitle(ask.title, ask.appLabel), ask.appLabel)} />
          </h1>
          {ask.total > 1 && (
            <p className="visually-hidden">{text('grant.position', { i: ask.position, n: ask.total })}</p>
          )}
        </div>
        <div className="grant-dialog-buttons">
          {ask.buttons.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              className="state-layer"
              data-id={id}
              onClick={() => onAnswer({ button: id })}
            >
              {localized(label)}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The question comes in English, with the name of an app in it, which is in no language. */
function localizedTitle(title: string, appLabel: string): string {
  return appLabel === '' ? localized(title) : localized(title.replace(appLabel, '{app}'), { app: appLabel });
}
