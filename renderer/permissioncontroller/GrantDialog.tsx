// Mirrors PermissionController's GrantPermissionsViewHandlerImpl.
import { type ReactNode, useId } from 'react';
import type { DialogProps } from '../ui/dialogProps.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { useModal } from '../ui/useModal.ts';
import { titleParts } from './titleParts.ts';

const GROUP_ICONS: Readonly<Record<string, IconName>> = {
  'android.permission-group.READ_MEDIA_VISUAL': 'photoLibrary',
  'android.permission-group.READ_MEDIA_AURAL': 'music',
  'android.permission-group.STORAGE': 'folder',
};

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
            <Icon name={GROUP_ICONS[ask.group] ?? 'photoLibrary'} size={32} />
          </div>
          <h1 id={titleId} className="grant-dialog-title">
            {titleParts(ask.title, ask.appLabel).map(emphasised)}
          </h1>
          {ask.total > 1 && <p className="visually-hidden">{`${ask.position} of ${ask.total}`}</p>}
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
              {label}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

function emphasised({ text, isBold }: ReturnType<typeof titleParts>[number]): ReactNode {
  return isBold ? <b key={text}>{text}</b> : text;
}
