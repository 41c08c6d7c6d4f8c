import { mediaFileGroups } from './groups/mediaFiles.ts';
import { mediaQueryGroups } from './groups/mediaQueries.ts';
import { permissionGroups } from './groups/permissions.ts';
import { photoPickerGroups } from './groups/photoPicker.ts';
import { pickerDataGroups } from './groups/pickerData.ts';
import type { Groups } from './groups.ts';

export const allGroups: Groups = {
  ...permissionGroups,
  ...mediaQueryGroups,
  ...mediaFileGroups,
  ...pickerDataGroups,
  ...photoPickerGroups,
};
