// Mirrors android.content.Intent and the result an activity gets back.
import type { Uri } from './uri.ts';

export const ACTION_PICK_IMAGES = 'android.provider.action.PICK_IMAGES';
export const ACTION_USER_SELECT_IMAGES_FOR_APP = 'android.provider.action.USER_SELECT_IMAGES_FOR_APP';

export const FLAG_GRANT_READ_URI_PERMISSION = 0x1;
export const FLAG_GRANT_WRITE_URI_PERMISSION = 0x2;
export const FLAG_GRANT_PERSISTABLE_URI_PERMISSION = 0x40;

export const EXTRA_PICK_IMAGES_MAX = 'android.provider.extra.PICK_IMAGES_MAX';

export type Intent = Readonly<{
  action: string;
  type?: string;
  data?: Uri;
  clipData?: readonly Uri[];
  categories?: readonly string[];
  extras?: Readonly<Record<string, unknown>>;
  flags?: number;
}>;

export const RESULT_OK = -1;
export const RESULT_CANCELED = 0;

export type ActivityResult = Readonly<{
  requestCode: number;
  resultCode: typeof RESULT_OK | typeof RESULT_CANCELED;
  data: Intent | null;
}>;
