// Mirrors PhotoPickerActivity and its manifest: which of the system's pickers answers an ACTION_GET_CONTENT.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { EXTRA_MIME_TYPES, type Intent } from '../../contract/android/intent.ts';
import { hasExtra, isMediaMimeType, stringArrayExtra } from './intentExtras.ts';
import { isForDocumentsUi, matchesFilter, PHOTO_PICKER_GET_CONTENT_FILTER } from './intentResolution.ts';

export type GetContentHandler = 'photoPicker' | 'documentsUi';

export type GetContentFacts = Readonly<{
  sdk: number;
  /** Chosen among DocumentsUI's other apps: the picker does not hand it back. */
  startedFromDocumentsUi?: boolean;
  /** The device config take_over_get_content, which 12 and 12L ask; nobody has switched it on by default. */
  takeOver?: boolean;
}>;

/** Whether the photo picker has its ACTION_GET_CONTENT activity: not on 10, and on 12 and 12L only by device config. */
export function hasGetContentActivity({ sdk, takeOver = false }: GetContentFacts): boolean {
  if (sdk === VERSION_CODES.S || sdk === VERSION_CODES.S_V2) return takeOver;
  return sdk >= VERSION_CODES.R;
}

/** The intent filter of PhotoPickerGetContentActivity, which comes before that of DocumentsUI. */
export function isGetContentFilterMatched(intent: Intent, facts: GetContentFacts): boolean {
  return hasGetContentActivity(facts) && matchesFilter(intent, PHOTO_PICKER_GET_CONTENT_FILTER);
}

/** Null when neither picker's filter matches. */
export function getContentHandler(intent: Intent, facts: GetContentFacts): GetContentHandler | null {
  const isPhotoPickers = hasGetContentActivity(facts) && matchesFilter(intent, PHOTO_PICKER_GET_CONTENT_FILTER);
  if (isPhotoPickers && (facts.startedFromDocumentsUi === true || canHandleGetContentMimeTypes(intent))) {
    return 'photoPicker';
  }
  // What the photo picker does not keep it hands on.
  return isForDocumentsUi(intent) ? 'documentsUi' : null;
}

/** Why an intent comes to where getContentHandler() says, in a sentence for whoever wonders where their folders are. */
export function whyGetContent(intent: Intent, facts: GetContentFacts): string {
  if (!hasGetContentActivity(facts)) {
    const isAsked = facts.sdk === VERSION_CODES.S || facts.sdk === VERSION_CODES.S_V2;
    const sentence = `on API ${facts.sdk} the photo picker does not answer ACTION_GET_CONTENT`;
    return isAsked ? `${sentence} unless the device config take_over_get_content says so` : sentence;
  }
  if (!matchesFilter(intent, PHOTO_PICKER_GET_CONTENT_FILTER)) {
    return 'the photo picker takes image/* and video/*, and no category but OPENABLE';
  }
  if (facts.startedFromDocumentsUi === true) return 'it was chosen in DocumentsUI';
  if (canHandleGetContentMimeTypes(intent)) return 'every type asked for is of images or videos';
  return 'something else than images and videos is asked for too';
}

/** canHandleGetContentIntentMimeTypes: whether the picker keeps the intent; false hands it on to DocumentsUI. */
export function canHandleGetContentMimeTypes(intent: Intent): boolean {
  if (!hasExtra(intent, EXTRA_MIME_TYPES)) return isMediaMimeType(intent.type);
  const mimeTypes = stringArrayExtra(intent, EXTRA_MIME_TYPES) ?? [];
  return mimeTypes.length > 0 && mimeTypes.every(isMediaMimeType);
}
