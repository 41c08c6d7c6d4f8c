// Mirrors DocumentsUI's GetRootDocumentTask: a root that was picked gets its own directory.
import { type Dispatch, useEffect } from 'react';
import type { PickerStack } from './breadcrumbs.ts';
import type { DocumentsAccess } from './documentsAccess.ts';
import type { PickerEvent } from './pickerState.ts';
import { rootDocumentUriOf } from './rootInfo.ts';

/** Until it is there the list shows what the root's id leads to, and nothing can be created. */
export function useRootDocument(
  access: DocumentsAccess,
  stack: PickerStack | null,
  dispatch: Dispatch<PickerEvent>,
): void {
  const root = stack !== null && stack.documents.length === 0 ? stack.root : null;
  useEffect(() => {
    const uri = root === null ? null : rootDocumentUriOf(root);
    if (root === null || uri === null) return;
    let isGone = false;
    void access.getDocument(uri).then((document) => {
      if (document !== null && !isGone) dispatch({ type: 'rootDocumentLoaded', root, document });
    });
    return () => {
      isGone = true;
    };
  }, [access, root, dispatch]);
}
