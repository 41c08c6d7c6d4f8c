// Runners for opening files: whose bytes come without a location, and what a mode means.
import type { OpenMode } from '../../../contract/android/files.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { modeToPosix } from '../../../main/content/openMode.ts';
import { isLocationRedacted } from '../../../main/providers/media/mediaAccess.ts';
import { checkPickerOpen } from '../../../main/providers/media/pickerOpen.ts';
import { isRedactionNeeded } from '../../../main/providers/media/redaction.ts';
import type { Groups } from '../groups.ts';
import { full } from './permissionCase.ts';

type Opener = Readonly<{
  isOwner: boolean;
  requireOriginal: boolean;
  granted: readonly string[];
  deviceSdk: number;
  targetSdk: number;
  /** Names of the manifest, where a case speaks of them. */
  requested?: readonly string[];
}>;

type PickerOpener = Readonly<{
  uri: string;
  mode: OpenMode;
  hasReadUriPermission: boolean;
  granted: readonly string[];
  uid: number;
}>;

const ITEM = 'content://media/external/images/media/1';

function callerOf({ granted, deviceSdk, targetSdk }: Pick<Opener, 'granted' | 'deviceSdk' | 'targetSdk'>) {
  return { deviceSdk, targetSdk, granted: new Set(granted.map(full)), legacyStorageAppOp: false };
}

const NO_MANIFEST = { requestsMediaLocation: false, userSelectedIsImplicit: false };

export const mediaRedactionGroups: Groups = {
  exif_redaction: {
    run(input: Opener) {
      const requested = input.requested?.map(full) ?? null;
      const request =
        requested === null
          ? NO_MANIFEST
          : {
              requestsMediaLocation: requested.includes(permission.ACCESS_MEDIA_LOCATION),
              userSelectedIsImplicit: !requested.includes(permission.READ_MEDIA_VISUAL_USER_SELECTED),
            };
      const uri = parseUri(input.requireOriginal ? `${ITEM}?requireOriginal=1` : ITEM);
      const reader = { caller: callerOf(input), request, fullAccess: false, isOwner: input.isOwner };
      return { redacted: isRedactionNeeded(uri, reader) };
    },
  },
  picker_open: {
    run({ uri, mode, hasReadUriPermission, granted, uid }: PickerOpener) {
      const redacted = checkPickerOpen({
        uri: parseUri(uri),
        mode,
        uid,
        mayRead: () => hasReadUriPermission,
        locationHidden: isLocationRedacted(callerOf({ granted, deviceSdk: 34, targetSdk: 34 }), NO_MANIFEST),
      });
      return { ok: true, redacted };
    },
  },
  mode_to_posix: {
    run: ({ mode }: { mode: string }) => modeToPosix(mode),
    same: (actual: readonly string[], expected: readonly string[]) =>
      [...actual].sort().join() === [...expected].sort().join(),
  },
};
