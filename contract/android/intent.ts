// Mirrors android.content.Intent and the result an activity gets back.
import type { Uri } from './uri.ts';

export const ACTION_PICK_IMAGES = 'android.provider.action.PICK_IMAGES';
export const ACTION_PICK_IMAGES_SETTINGS = 'android.provider.action.PICK_IMAGES_SETTINGS';
export const ACTION_USER_SELECT_IMAGES_FOR_APP = 'android.provider.action.USER_SELECT_IMAGES_FOR_APP';
export const ACTION_GET_CONTENT = 'android.intent.action.GET_CONTENT';
export const ACTION_OPEN_DOCUMENT = 'android.intent.action.OPEN_DOCUMENT';
export const ACTION_CREATE_DOCUMENT = 'android.intent.action.CREATE_DOCUMENT';
export const ACTION_OPEN_DOCUMENT_TREE = 'android.intent.action.OPEN_DOCUMENT_TREE';

export const CATEGORY_DEFAULT = 'android.intent.category.DEFAULT';
export const CATEGORY_OPENABLE = 'android.intent.category.OPENABLE';

export const FLAG_GRANT_READ_URI_PERMISSION = 0x1;
export const FLAG_GRANT_WRITE_URI_PERMISSION = 0x2;
export const FLAG_GRANT_PERSISTABLE_URI_PERMISSION = 0x40;
export const FLAG_GRANT_PREFIX_URI_PERMISSION = 0x80;

export const EXTRA_ALLOW_MULTIPLE = 'android.intent.extra.ALLOW_MULTIPLE';
export const EXTRA_LOCAL_ONLY = 'android.intent.extra.LOCAL_ONLY';
export const EXTRA_TITLE = 'android.intent.extra.TITLE';
export const EXTRA_CONTENT_QUERY = 'android.intent.extra.CONTENT_QUERY';
export const EXTRA_MIME_TYPES = 'android.intent.extra.MIME_TYPES';

export const EXTRA_PICK_IMAGES_MAX = 'android.provider.extra.PICK_IMAGES_MAX';
export const EXTRA_PICK_IMAGES_IN_ORDER = 'android.provider.extra.PICK_IMAGES_IN_ORDER';
export const EXTRA_PICK_IMAGES_LAUNCH_TAB = 'android.provider.extra.PICK_IMAGES_LAUNCH_TAB';
export const EXTRA_PICK_IMAGES_ACCENT_COLOR = 'android.provider.extra.PICK_IMAGES_ACCENT_COLOR';
export const EXTRA_PICKER_PRE_SELECTION_URIS = 'android.provider.extra.PICKER_PRE_SELECTION_URIS';
export const EXTRA_MEDIA_CAPABILITIES = 'android.provider.extra.MEDIA_CAPABILITIES';

/** Values of EXTRA_PICK_IMAGES_LAUNCH_TAB. */
export const PICK_IMAGES_TAB_ALBUMS = 0;
export const PICK_IMAGES_TAB_IMAGES = 1;

export type Intent = Readonly<{
  action: string;
  type?: string;
  data?: Uri;
  clipData?: readonly Uri[];
  /** ClipDescription: the MIME types `clipData` says it is of. */
  clipMimeTypes?: readonly string[];
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
