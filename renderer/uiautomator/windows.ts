// Every window that there is on the device. What lies in front comes later on the page, and is found there.

import { DOCUMENTS_UI, DOCUMENTS_UI_ALERT, DOCUMENTS_UI_MENU } from './views/documentsUi.ts';
import { LAUNCHER, LAUNCHER_MENU, OVERVIEW } from './views/launcher.ts';
import { MEDIA_REQUEST } from './views/mediaProvider.ts';
import { MODERN_PICKER, MODERN_POPUP, MODERN_PREVIEW } from './views/modernPicker.ts';
import { GRANT_DIALOG } from './views/permissionController.ts';
import { CLASSIC_ALERT, CLASSIC_MENU, CLASSIC_PICKER, CLASSIC_PREVIEW } from './views/photoPicker.ts';
import { PERMISSION_SETTINGS, SETTINGS, SETTINGS_ALERT } from './views/settings.ts';
import { NOTIFICATION_SHADE } from './views/systemUi.ts';
import type { WindowTable } from './viewTemplate.ts';

/** An app's own window. Of its views only the kind is known: what people write has ids of its own. */
const APP: WindowTable = { match: '.app-window', packageName: null, hasIds: true, rules: [] };

/** Where two fit one element, the first counts. */
export const WINDOWS: readonly WindowTable[] = [
  ...[APP, LAUNCHER, LAUNCHER_MENU, OVERVIEW],
  ...[PERMISSION_SETTINGS, SETTINGS, SETTINGS_ALERT],
  ...[GRANT_DIALOG, MEDIA_REQUEST],
  ...[CLASSIC_PICKER, CLASSIC_PREVIEW, CLASSIC_ALERT, CLASSIC_MENU],
  ...[MODERN_PICKER, MODERN_PREVIEW, MODERN_POPUP],
  ...[DOCUMENTS_UI, DOCUMENTS_UI_ALERT, DOCUMENTS_UI_MENU],
  NOTIFICATION_SHADE,
];
