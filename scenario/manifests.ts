// An app of a scenario as the manifest that is installed.
import type { ActivityElement, AndroidManifest } from '../contract/android/manifest.ts';
import { fullPermission, withConstants } from './androidNames.ts';
import type { AppSpec } from './deviceWords.ts';
import { filledIn, type Variables } from './values.ts';

export function manifestOf(spec: AppSpec, variables: Variables): AndroidManifest {
  const app = filledIn(spec, variables) as AppSpec;
  const { package: packageName, label, targetSdk, permissions = [], activities, requestLegacyExternalStorage } = app;
  const last = packageName.slice(packageName.lastIndexOf('.') + 1);
  return {
    packageName,
    label: label ?? `${last.charAt(0).toUpperCase()}${last.slice(1)}`,
    targetSdk: Number(targetSdk),
    usesPermissions: (typeof permissions === 'string' ? [permissions] : permissions).map((each) =>
      typeof each === 'string' ? { name: fullPermission(each) } : { ...each, name: fullPermission(each.name) },
    ),
    ...(requestLegacyExternalStorage === undefined ? {} : { requestLegacyExternalStorage }),
    ...(activities === undefined ? {} : { activities: withConstants(activities) as readonly ActivityElement[] }),
  };
}

/** Permissions that the app holds from the start. */
export function grantedFromTheStart(spec: AppSpec, variables: Variables): readonly string[] {
  const { granted = [] } = filledIn(spec, variables) as AppSpec;
  return (typeof granted === 'string' ? [granted] : granted).map(fullPermission);
}
