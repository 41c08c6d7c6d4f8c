import { useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useBackPressed } from '../ui/onBackPressedDispatcher.ts';
import { text } from '../ui/strings.ts';
import type { MenuPlace } from './menuPlace.ts';

type LauncherMenuProps = Readonly<{ label: string; place: MenuPlace; onAppInfo: () => void; onClose: () => void }>;

/** What a long press on an icon offers. It goes when the focus does. */
export function LauncherMenu({ label, place, onAppInfo, onClose }: LauncherMenuProps) {
  const item = useRef<HTMLButtonElement>(null);
  const [opener] = useState(() => document.activeElement);
  useBackPressed(() => {
    onClose();
    if (opener instanceof HTMLElement) opener.focus();
  });
  useLayoutEffect(() => item.current?.focus(), []);
  return (
    <div className="launcher-menu" role="menu" aria-label={label} style={place}>
      <button ref={item} type="button" role="menuitem" className="state-layer" onClick={onAppInfo} onBlur={onClose}>
        <Icon name="info" size={20} />
        {text('settings.appInfo')}
      </button>
    </div>
  );
}
