// Mirrors Settings and com.android.permissioncontroller's pages: what the user changes behind an app's back.
import { Throwable } from '../../contract/android/errors.ts';
import { permission } from '../../contract/android/manifest.ts';
import type {
  AppInfo,
  AppPermissionPage,
  CloudMediaAppPage,
  Confirmation,
  PermissionRadio,
  SpecialAccess,
} from '../../contract/rpc/settingsApi.ts';
import type { Device } from '../device/device.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import { type AppOps, mayHaveSpecialAccess, SPECIAL_ACCESS } from '../permission/appOps.ts';
import { appPermissionRows, appPermissionScreen, offersAllFiles } from '../permission/appPermissionScreen.ts';
import { dialogStrings } from '../permission/grantDialog.ts';
import {
  type PermissionApp,
  type PermissionGroup,
  permissionApp,
  permissionGroup,
} from '../permission/permissionApp.ts';
import type { PermissionManager } from '../permission/permissionManager.ts';
import { revokedNames } from '../permission/permissionState.ts';
import { allFilesMode, settingsChoice, settingsConfirmation } from '../permission/settingsChoice.ts';
import type { UnusedApps } from '../permission/unusedApps.ts';
import type { CloudMediaApps } from './cloudMediaApps.ts';
import type { PickImages } from './pickImages.ts';

export type SettingsServices = Readonly<{
  device: Device;
  packages: PackageManager;
  permissions: PermissionManager;
  appOps: AppOps;
  unusedApps: UnusedApps;
  pickImages: PickImages;
  cloudMedia: CloudMediaApps;
  kill(packageName: string, reason: string): void;
}>;

const SPECIAL_LABELS: Readonly<Record<SpecialAccess, string>> = {
  [permission.MANAGE_EXTERNAL_STORAGE]: 'Allow access to manage all files',
  [permission.MANAGE_MEDIA]: 'Allow app to manage media',
};

export class Settings {
  readonly #services: SettingsServices;

  constructor(services: SettingsServices) {
    this.#services = services;
  }

  apps(): readonly Readonly<{ packageName: string; label: string }>[] {
    const apps = this.#services.packages.list().filter(({ system }) => !system);
    const named = apps.map(({ manifest: { packageName, label } }) => ({ packageName, label }));
    return named.sort((a, b) => a.label.localeCompare(b.label));
  }

  appInfo(packageName: string): AppInfo {
    const { permissions, appOps, unusedApps } = this.#services;
    const { app, manifest } = this.#find(packageName);
    const specialAccess = SPECIAL_ACCESS.filter((access) => mayHaveSpecialAccess(app, access));
    return {
      packageName,
      label: manifest.label,
      permissions: appPermissionRows(app, permissions.states(packageName)),
      unusedApp: unusedApps.toggle(manifest),
      specialAccess: specialAccess.map((access) => ({
        access,
        label: SPECIAL_LABELS[access],
        allowed: appOps.modes(packageName)[access] === 'allow',
      })),
    };
  }

  appPermission(packageName: string, groupName: string): AppPermissionPage {
    const { title, header, radios, editSelectedPhotos } = this.#screen(packageName, this.#group(groupName));
    const pencil = editSelectedPhotos === null ? null : { contentDescription: editSelectedPhotos.contentDescription };
    return { title, header, radios, editSelectedPhotos: pencil };
  }

  /** The question to be confirmed first; null when the choice was taken over. */
  choose(packageName: string, groupName: string, radio: PermissionRadio, confirmed: boolean): Confirmation | null {
    const { permissions, appOps, unusedApps, kill } = this.#services;
    const group = this.#group(groupName);
    const { app } = this.#find(packageName);
    if (!this.#screen(packageName, group).radios.some(({ id }) => id === radio)) {
      throw new Throwable(
        'IllegalArgumentException',
        `The page of ${groupName} has no choice ${radio} for ${packageName}.`,
      );
    }
    const question = settingsConfirmation(app, group, radio);
    if (question !== null && !confirmed) return question;
    const before = permissions.states(packageName);
    const after = settingsChoice(app, group, radio, before);
    permissions.apply(packageName, after);
    if (offersAllFiles(app, group))
      appOps.setMode(packageName, permission.MANAGE_EXTERNAL_STORAGE, allFilesMode(radio));
    unusedApps.used(packageName);
    if (revokedNames(before, after).length > 0) kill(packageName, 'permissions revoked');
    return null;
  }

  /** Changes what is selected, and no permission; the app notices when it queries again. */
  async editSelectedPhotos(packageName: string, groupName: string): Promise<void> {
    const edit = () => this.#screen(packageName, this.#group(groupName)).editSelectedPhotos;
    const mimeTypes = edit()?.pickerMimeTypes;
    if (mimeTypes === undefined) return;
    // Denied, or allowed everything, while the picker was up: there is no selection to change any more.
    await this.#services.pickImages.userSelectImagesForApp(packageName, mimeTypes, () => edit() !== null);
  }

  setSpecialAccess(packageName: string, access: SpecialAccess, allowed: boolean): void {
    const { app } = this.#find(packageName);
    if (!mayHaveSpecialAccess(app, access)) {
      throw new Throwable('IllegalArgumentException', `${packageName} is not on the page of ${access}.`);
    }
    this.#services.appOps.setMode(packageName, access, allowed ? 'allow' : 'deny');
  }

  setUnusedAppSwitch(packageName: string, on: boolean): void {
    this.#find(packageName);
    this.#services.unusedApps.setToggle(packageName, on);
  }

  cloudMediaApp(): CloudMediaAppPage {
    const { cloudMedia } = this.#services;
    return { apps: cloudMedia.available(), selected: cloudMedia.active()?.authority ?? null };
  }

  setCloudMediaApp(authority: string | null): void {
    this.#services.cloudMedia.setActive(authority);
  }

  #screen(packageName: string, group: PermissionGroup) {
    const { device, permissions, appOps } = this.#services;
    const strings = dialogStrings(device.profile.skin);
    const view = { states: permissions.states(packageName), strings, modes: appOps.modes(packageName) } as const;
    return appPermissionScreen(this.#find(packageName).app, group, view);
  }

  #group(name: string): PermissionGroup {
    const group = Object.values(permissionGroup).find((known) => known === name);
    if (group === undefined) throw new Throwable('IllegalArgumentException', `Unknown permission group: ${name}`);
    return group;
  }

  #find(packageName: string): Readonly<{
    app: PermissionApp;
    manifest: { label: string; packageName: string; targetSdk: number } & Parameters<typeof permissionApp>[0];
  }> {
    const manifest = this.#services.packages.find(packageName)?.manifest;
    if (manifest === undefined) throw new Throwable('IllegalArgumentException', `Unknown package: ${packageName}`);
    return { app: permissionApp(manifest, this.#services.device.profile.sdk), manifest };
  }
}
