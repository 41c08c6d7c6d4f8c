// Runners for an app's permissions in Settings.
import { appPermissionScreen } from '../../../main/permission/appPermissionScreen.ts';
import { revokedNames } from '../../../main/permission/permissionState.ts';
import type { SettingsChoice } from '../../../main/permission/settingsChoice.ts';
import { settingsChoice, settingsConfirmation } from '../../../main/permission/settingsChoice.ts';
import type { Groups } from '../groups.ts';
import type { AppInput } from './permissionCase.ts';
import { appOf, groupNamed, mediaStoreJson, stateJson, statesOf } from './permissionCase.ts';

type ScreenInput = AppInput & Readonly<{ group: string }>;
type ActionInput = ScreenInput & Readonly<{ choice: SettingsChoice }>;

function runScreen(input: ScreenInput) {
  const view = { states: statesOf(input), strings: input.strings ?? '2024+', modes: {} };
  const { radios, editSelectedPhotos } = appPermissionScreen(appOf(input), groupNamed(input.group), view);
  return {
    radios: radios.map(({ label }) => label),
    checked: radios.find(({ checked }) => checked)?.label,
    editSelectedPhotos: editSelectedPhotos !== null,
  };
}

function runAction(input: ActionInput) {
  const [app, group, before] = [appOf(input), groupNamed(input.group), statesOf(input)];
  const after = settingsChoice(app, group, input.choice, before);
  return {
    confirmTitle: settingsConfirmation(app, group, input.choice)?.title ?? null,
    state: stateJson(input, after),
    processKilled: revokedNames(before, after).length > 0,
    mediaStore: mediaStoreJson(input, after),
  };
}

export const permissionSettingsGroups: Groups = {
  settings_screen: { run: runScreen },
  settings_action: { run: runAction },
};
