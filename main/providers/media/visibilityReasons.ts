// The words of a verdict: which part of the rules decided, told to a tester.
import { permission } from '../../../contract/android/manifest.ts';
import type { InspectedCollection, Reason } from '../../../contract/rpc/inspection.ts';
import { type MediaCaller, mediaAccess, readPermissions } from './mediaAccess.ts';
import { FORMAT_ASSOCIATION } from './scan/scanItem.ts';
import {
  OPENING_PERMISSIONS,
  type VisibilityColumns,
  type VisibilityParts,
  type VisibilityRequest,
} from './visibilityRow.ts';

const { MANAGE_EXTERNAL_STORAGE, READ_EXTERNAL_STORAGE, WRITE_EXTERNAL_STORAGE, READ_MEDIA_VISUAL_USER_SELECTED } =
  permission;

/** A row, and everything its verdict is told from. */
export type Explained = Readonly<{
  request: VisibilityRequest;
  parts: VisibilityParts;
  columns: VisibilityColumns;
  /** What keeps the file out of every gallery, as a sentence; null when nothing does. */
  hiddenBy: string | null;
}>;

/** What opens a visible row. */
export function openingReasons(request: VisibilityRequest, parts: VisibilityParts): readonly Reason[] {
  const { packageName, hasFullAccess, caller } = request;
  if (hasFullAccess)
    return [{ code: 'PROVIDER', text: `${packageName} is part of the media provider, which sees every row.` }];
  const reasons: Reason[] = [];
  if (parts.own) reasons.push({ code: 'OWN_ROW', text: `${packageName} added it and sees its own items.` });
  if (mediaAccess(caller).userSelectedMode && parts.selected !== null) {
    const text = `The user selected it for ${packageName} (generation ${parts.selected}).`;
    reasons.push({ code: 'SELECTED', text });
  }
  if (parts.forEverybody && !parts.own) {
    const text = 'Every app sees ringtones, alarm sounds and notification sounds.';
    reasons.push({ code: 'PUBLIC_SOUND', text });
  }
  return parts.forEverybody ? reasons : [...reasons, ...heldPermissions(request, parts)];
}

/** What hides a row: everything that would have to change. */
export function closingReasons({ request, parts, columns, hiddenBy }: Explained): readonly Reason[] {
  if (!parts.inCollection) {
    // Whether another collection's rule would open it says nothing here.
    return [notInCollection(request.collection, columns, hiddenBy), ...stateReasons(request, parts, columns)];
  }
  return [...stateReasons(request, parts, columns), ...(parts.admitted ? [] : accessReasons(request, parts, columns))];
}

function heldPermissions({ packageName, caller }: VisibilityRequest, { openedBy }: VisibilityParts): readonly Reason[] {
  const opening = OPENING_PERMISSIONS.filter((name) => openedBy.has(name) && caller.granted.has(name));
  return opening.map((name) => ({
    code: 'PERMISSION_HELD',
    text: `${packageName} holds ${short(name)}, which opens it.`,
  }));
}

function notInCollection(collection: InspectedCollection, columns: VisibilityColumns, hiddenBy: string | null): Reason {
  const { media_type, mime_type, format } = columns;
  if (collection === 'downloads') {
    const text =
      'It was not downloaded: downloads lists what lies below Download/ or was added there (is_download = 1).';
    return { code: 'NOT_IN_COLLECTION', text };
  }
  const kind = MIME_KINDS[collection];
  if (media_type === 0 && hiddenBy !== null && kind !== null && mime_type?.startsWith(kind) === true)
    return { code: 'HIDDEN_FILE', text: `${hiddenBy} So it is no media to the provider (media_type 0).` };
  const is = format === FORMAT_ASSOCIATION ? 'a folder' : (TYPES[media_type] ?? 'a file of another kind');
  const text = `It is ${is} (media_type ${media_type}), and ${collection} lists ${LISTED[collection]} only.`;
  return { code: 'NOT_IN_COLLECTION', text };
}

function stateReasons(
  { packageName }: VisibilityRequest,
  parts: VisibilityParts,
  columns: VisibilityColumns,
): readonly Reason[] {
  const reasons: Reason[] = [];
  const { owner_package_name: owner, date_expires } = columns;
  const until = date_expires === null ? '' : ` until ${new Date(date_expires * 1000).toISOString().slice(0, 10)}`;
  if (!parts.onVolume) {
    const text = `Its volume ${columns.volume_name ?? '(none)'} is not mounted.`;
    reasons.push({ code: 'VOLUME_NOT_MOUNTED', text });
  }
  if (!parts.notTrashed) {
    const text = `It is in the trash${until}: a query leaves it out unless it asks with QUERY_ARG_MATCH_TRASHED.`;
    reasons.push({ code: 'TRASHED', text });
  }
  if (!parts.notPending && columns.is_pending === 1) {
    const who = owner === packageName ? packageName : (owner ?? 'an app that is gone');
    const text = `It is pending: ${who} has not published it yet. A query leaves it out unless it asks with QUERY_ARG_MATCH_PENDING.`;
    reasons.push({ code: 'PENDING', text });
  }
  if (!parts.notPending && columns.is_pending !== 1)
    reasons.push({ code: 'WAITS_FOR_SCAN', text: 'It was published a moment ago and waits for its scan.' });
  return reasons;
}

function accessReasons(
  request: VisibilityRequest,
  parts: VisibilityParts,
  { owner_package_name }: VisibilityColumns,
): readonly Reason[] {
  const { packageName, caller, collection } = request;
  const isSelectedMode = mediaAccess(caller).userSelectedMode;
  const reasons: Reason[] = [];
  if (isSelectedMode && collection !== 'audio') {
    const text = `It is not selected, and the user lets ${packageName} see selected items only (${short(READ_MEDIA_VISUAL_USER_SELECTED)}).`;
    reasons.push({ code: 'NOT_SELECTED', text });
  }
  reasons.push(missingPermission(request, parts));
  const counts = readPermissions(caller.deviceSdk, caller.targetSdk);
  const idle = [...caller.granted].filter((name) => READS.has(name) && !Object.values(counts).includes(name));
  for (const name of idle) {
    const text = `It holds ${short(name)}, which opens nothing for an app that targets ${caller.targetSdk} on API ${caller.deviceSdk}.`;
    reasons.push({ code: 'PERMISSION_OF_ANOTHER_LEVEL', text });
  }
  if (parts.selected !== null && !isSelectedMode) reasons.push({ code: 'SELECTION_NOT_USED', text: unused(caller) });
  const owner = owner_package_name === null ? 'no app owns it' : `${owner_package_name} does`;
  reasons.push({ code: 'NOT_OWNER', text: `${packageName} does not own it: ${owner}.` });
  return reasons;
}

function missingPermission({ packageName, caller }: VisibilityRequest, { openedWith }: VisibilityParts): Reason {
  const would = OPENING_PERMISSIONS.filter((name) => openedWith.has(name) && !caller.granted.has(name));
  const ordinary = would.filter((name) => name !== MANAGE_EXTERNAL_STORAGE && name !== WRITE_EXTERNAL_STORAGE);
  if (ordinary.length > 0) {
    const names = ordinary.map(short).join(' or ');
    return { code: 'PERMISSION_MISSING', text: `${packageName} does not hold ${names}, which would open it.` };
  }
  if (would.includes(MANAGE_EXTERNAL_STORAGE)) {
    const text = `No media permission opens it, only ${short(MANAGE_EXTERNAL_STORAGE)} (All files access), and ${packageName} does not hold that.`;
    return { code: 'ALL_FILES_ACCESS_MISSING', text };
  }
  return { code: 'NO_PERMISSION_OPENS', text: 'No permission opens it: only the app that added it sees it.' };
}

function unused({ deviceSdk }: MediaCaller): string {
  if (deviceSdk < 34) return 'The user selected it once, but selections count from API 34 on.';
  return `The user selected it once, but a selection counts only while ${short(READ_MEDIA_VISUAL_USER_SELECTED)} is held and neither photos nor videos are open as a whole.`;
}

function short(name: string): string {
  return name.replace('android.permission.', '');
}

const READS: ReadonlySet<string> = new Set([
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_AUDIO,
  READ_EXTERNAL_STORAGE,
]);

/** What a MIME type of the collection starts with. */
export const MIME_KINDS: Readonly<Record<InspectedCollection, string | null>> = {
  images: 'image/',
  video: 'video/',
  audio: 'audio/',
  downloads: null,
  files: null,
};

const LISTED: Readonly<Record<InspectedCollection, string>> = {
  images: 'images (1)',
  video: 'videos (3)',
  audio: 'audio (2)',
  downloads: 'downloads',
  files: 'files',
};

const TYPES: readonly string[] = [
  'no media',
  'an image',
  'audio',
  'a video',
  'a playlist',
  'a file of subtitles',
  'a document',
];
