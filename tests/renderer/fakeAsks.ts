// What the device asks the screen, as the fake one does.
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { parseId, type Uri } from '../../contract/android/uri.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';

/** What the permission dialog is asked for a first, or a further, request. */
export function grantAsk(packageName: string, limited: boolean): Dialogs['grantPermissions']['ask'] {
  return {
    packageName,
    appLabel: 'Gallery',
    group: 'android.permission-group.READ_MEDIA_VISUAL',
    title: `Allow Gallery to access ${limited ? 'more ' : ''}photos and videos on this device?`,
    buttons: [
      { id: 'ALLOW_SELECTED', label: 'Allow limited access' },
      { id: 'ALLOW_ALL', label: 'Allow all' },
      limited ? { id: 'DONT_SELECT_MORE', label: 'Don’t select more' } : { id: 'DENY', label: 'Don’t allow' },
    ],
    position: 1,
    total: 1,
  };
}

/** What the photo picker is asked when an app is to see a selection. */
export function pickerAsk(packageName: string, preGranted: readonly number[]): Dialogs['photoPicker']['ask'] {
  return {
    action: 'android.provider.action.USER_SELECT_IMAGES_FOR_APP',
    packageName,
    appLabel: 'Gallery',
    sdk: 36,
    skin: 'U-managed',
    mimeTypes: [],
    maxItems: 100,
    preGranted: preGranted.map((id) => pickerUri(id)),
    preSelected: [],
    isOrdered: false,
    launchTab: 'photos',
    accentColor: null,
    isLocalOnly: true,
    profiles: [{ userId: 0, kind: 'personal', state: 'ready' }],
    cloudProvider: null,
    hasCloudProviders: false,
  };
}

/** What MediaProvider asks before an app changes items that are not its own. */
export function mediaRequestAsk(packageName: string, uris: readonly Uri[]): Dialogs['mediaRequest']['ask'] {
  const nouns = uris.length === 1 ? 'this photo' : `${uris.length} photos`;
  return {
    packageName,
    appLabel: 'Gallery',
    title: `Allow Gallery to delete ${nouns}?`,
    allow: 'Allow',
    deny: 'Deny',
    progress: `Deleting ${nouns}…`,
    items: uris.map((uri) => ({ uri, kind: 'image', displayName: `PXL_${parseId(uri)}.jpg` })),
  };
}
