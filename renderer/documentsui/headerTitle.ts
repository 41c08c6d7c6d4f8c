// Mirrors DocumentsUI's BaseActivity.getHeaderTitle: the small line above the rows.
import { currentTitle, isStackRecents, type PickerStack } from './breadcrumbs.ts';
import { isLibrary, isStorage } from './rootInfo.ts';
import { documentsText } from './strings.ts';

type HeaderScene = Readonly<{
  isSearching: boolean;
  isPhotoPicking: boolean;
  /** Label of the provider's app. */
  appName: string;
}>;

export function headerTitle(stack: PickerStack, { isSearching, isPhotoPicking, appName }: HeaderScene): string {
  const { root, documents } = stack;
  if (isSearching) return documentsText('search_header', { root: root.title });
  if (isStackRecents(stack)) return documentsText('recent_header');
  if (documents.length > 1 || isLibrary(root)) {
    const directory = currentTitle(stack);
    return documentsText(isPhotoPicking ? 'images_directory_header' : 'directory_header', { directory });
  }
  if (isStorage(root)) {
    return documentsText(isPhotoPicking ? 'images_root_header' : 'root_header', { root: root.title });
  }
  const { summary } = root;
  if (summary === null || summary === '') return documentsText('provider_header', { app: appName });
  return documentsText('app_header', { app: appName, summary });
}
