import { AppIcon } from '../ui/AppIcon.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import type { DerivedType, RootInfo } from './rootInfo.ts';

const ROOT_ICONS: Readonly<Record<Exclude<DerivedType, 'OTHER'>, IconName>> = {
  ...{ RECENTS: 'schedule', IMAGES: 'image', VIDEO: 'movie', AUDIO: 'music', DOCUMENTS: 'document' },
  ...{ DOWNLOADS: 'download', LOCAL: 'smartphone', MTP: 'camera', SD: 'sdCard', USB: 'usb' },
};

/** The sign of a root's kind; of any other provider its app's. */
export function RootIcon({ root, size = 24 }: Readonly<{ root: RootInfo; size?: number }>) {
  if (root.derivedType === 'OTHER') return <AppIcon packageName={root.packageName} size={size} />;
  return <Icon name={ROOT_ICONS[root.derivedType]} size={size} />;
}
