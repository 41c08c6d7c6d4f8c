import { permission } from '../../contract/android/manifest.ts';
import type { SpecialAccess } from '../../contract/rpc/settingsApi.ts';
import { text } from '../ui/strings.ts';

/** The title of a special access page. */
export function specialAccessTitle(access: SpecialAccess): string {
  return text(access === permission.MANAGE_MEDIA ? 'settings.manageMedia' : 'settings.allFiles');
}

/** What an app may do once it is allowed there. */
export function specialAccessDescription(access: SpecialAccess): string {
  return text(access === permission.MANAGE_MEDIA ? 'settings.manageMedia.about' : 'settings.allFiles.about');
}
