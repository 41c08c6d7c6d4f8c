import type { IconName } from './Icon.tsx';

/** The sign of a permission group, by its full name. */
export const GROUP_ICONS: Readonly<Record<string, IconName>> = {
  'android.permission-group.READ_MEDIA_VISUAL': 'photoLibrary',
  'android.permission-group.READ_MEDIA_AURAL': 'music',
  'android.permission-group.STORAGE': 'folder',
  'android.permission-group.CAMERA': 'camera',
};
