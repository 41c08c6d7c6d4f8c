// The developer guide's check for photo access, "Grant partial access to photos and videos".
import type { SdkInt } from '../contract/android/build.ts';
import { VERSION_CODES } from '../contract/android/build.ts';
import { permission } from '../contract/android/manifest.ts';

/** How much of the user's photos and videos an app may believe to have. */
export type PhotoAccess = 'full' | 'partial' | 'denied';

/**
 * Classifies an app's access from what checkSelfPermission grants it, in the guide's own order.
 * `granted` holds full permission names. During a session of compatibility the answer is "full" although only
 * selected items are readable: that is Android's own answer too.
 */
export function photoAccess(sdk: SdkInt, granted: Iterable<string>): PhotoAccess {
  const holds = new Set(granted);
  const images = holds.has(permission.READ_MEDIA_IMAGES) || holds.has(permission.READ_MEDIA_VIDEO);
  if (sdk >= VERSION_CODES.TIRAMISU && images) return 'full';
  const selected = holds.has(permission.READ_MEDIA_VISUAL_USER_SELECTED);
  if (sdk >= VERSION_CODES.UPSIDE_DOWN_CAKE && selected) return 'partial';
  return holds.has(permission.READ_EXTERNAL_STORAGE) ? 'full' : 'denied';
}
