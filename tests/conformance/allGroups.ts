import { documentsContractGroups } from './groups/documentsContract.ts';
import { documentsUiGroups } from './groups/documentsUi.ts';
import { documentsUiStateGroups } from './groups/documentsUiStates.ts';
import { externalStorageGroups } from './groups/externalStorage.ts';
import { mediaDocumentsGroups } from './groups/mediaDocuments.ts';
import { mediaFileGroups } from './groups/mediaFiles.ts';
import { mediaQueryGroups } from './groups/mediaQueries.ts';
import { mediaRedactionGroups } from './groups/mediaRedaction.ts';
import { mediaWriteGroups } from './groups/mediaWrites.ts';
import { permissionGroups } from './groups/permissions.ts';
import { permissionDeviceGroups } from './groups/permissionsDevice.ts';
import { mediaRequestGroups } from './groups/permissionsMediaRequest.ts';
import { permissionSettingsGroups } from './groups/permissionsSettings.ts';
import { photoPickerGroups } from './groups/photoPicker.ts';
import { pickerDataGroups } from './groups/pickerData.ts';
import { pickerRuleGroups } from './groups/pickerRules.ts';
import { shellGroups } from './groups/shell.ts';
import { uriGrantGroups } from './groups/uriGrants.ts';
import type { Groups } from './groups.ts';

export const allGroups: Groups = {
  ...permissionGroups,
  ...permissionSettingsGroups,
  ...permissionDeviceGroups,
  ...mediaRequestGroups,
  ...mediaQueryGroups,
  ...mediaFileGroups,
  ...mediaRedactionGroups,
  ...mediaWriteGroups,
  ...mediaDocumentsGroups,
  ...pickerDataGroups,
  ...pickerRuleGroups,
  ...photoPickerGroups,
  ...shellGroups,
  ...documentsContractGroups,
  ...documentsUiGroups,
  ...documentsUiStateGroups,
  ...uriGrantGroups,
  ...externalStorageGroups,
};
