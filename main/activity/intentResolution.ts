// Mirrors android.content.IntentFilter and PackageManager.resolveActivity: which activities an intent may start.
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  CATEGORY_DEFAULT,
  CATEGORY_OPENABLE,
  type Intent,
} from '../../contract/android/intent.ts';
import type { ActivityElement, AndroidManifest } from '../../contract/android/manifest.ts';

export type IntentFilter = Readonly<{
  actions: readonly string[];
  categories: readonly string[];
  /** Empty for a filter without data, which an intent with a type or data does not match. */
  mimeTypes: readonly string[];
}>;

/** An app's activity that answers an intent of others. */
export type AppActivity = Readonly<{ packageName: string; name: string; label: string }>;

const DOCUMENT = { categories: [CATEGORY_DEFAULT, CATEGORY_OPENABLE], mimeTypes: ['*/*'] };

/** The filters of DocumentsUI's PickActivity. */
export const DOCUMENTS_UI_FILTERS: readonly IntentFilter[] = [
  { actions: [ACTION_OPEN_DOCUMENT], ...DOCUMENT },
  { actions: [ACTION_CREATE_DOCUMENT], ...DOCUMENT },
  { actions: [ACTION_GET_CONTENT], ...DOCUMENT },
  { actions: [ACTION_OPEN_DOCUMENT_TREE], categories: [CATEGORY_DEFAULT], mimeTypes: [] },
];

/** The filter of PhotoPickerGetContentActivity. */
export const PHOTO_PICKER_GET_CONTENT_FILTER: IntentFilter = {
  actions: [ACTION_GET_CONTENT],
  categories: [CATEGORY_DEFAULT, CATEGORY_OPENABLE],
  mimeTypes: ['image/*', 'video/*'],
};

/** IntentFilter.match with MATCH_DEFAULT_ONLY, as startActivity asks for it. */
export function matchesFilter(intent: Intent, filter: IntentFilter): boolean {
  if (!filter.actions.includes(intent.action)) return false;
  const categories = [CATEGORY_DEFAULT, ...(intent.categories ?? [])];
  return categories.every((category) => filter.categories.includes(category)) && matchesData(intent, filter);
}

/** Whether DocumentsUI's picker is an activity for the intent. */
export function isForDocumentsUi(intent: Intent): boolean {
  return DOCUMENTS_UI_FILTERS.some((filter) => matchesFilter(intent, filter));
}

/** Activities of apps that match, as `caller` may start them: exported ones and its own. */
export function matchingActivities(
  manifests: readonly AndroidManifest[],
  intent: Intent,
  caller: string | null,
): readonly AppActivity[] {
  return manifests.flatMap(({ packageName, label, activities = [] }) =>
    activities
      .filter((activity) => activity.exported === true || packageName === caller)
      .filter((activity) => matchesFilter(intent, filterOf(activity)))
      // A filter each: an activity with two that match is still one.
      .filter(({ name }, index, all) => all.findIndex((each) => each.name === name) === index)
      .map((activity) => ({ packageName, name: activity.name, label: activity.label ?? label })),
  );
}

function filterOf({ intentActions, categories = [CATEGORY_DEFAULT], mimeTypes = [] }: ActivityElement): IntentFilter {
  return { actions: intentActions, categories, mimeTypes };
}

/** matchData: only types and the schemes content and file, which a filter with types has by itself. */
function matchesData({ type, data }: Intent, { mimeTypes }: IntentFilter): boolean {
  if (mimeTypes.length === 0) return type === undefined && data === undefined;
  const isLocal = data === undefined || /^(content|file):/.test(data);
  return type !== undefined && isLocal && mimeTypes.some((own) => matchesType(type, own));
}

/** findMimeType: a wildcard on either side. */
function matchesType(type: string, own: string): boolean {
  if (type === own || type === '*/*' || own === '*/*') return true;
  const [major = '', minor] = type.split('/', 2);
  return own === `${major}/*` || (minor === '*' && own.startsWith(`${major}/`));
}
