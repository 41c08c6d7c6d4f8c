// Mirrors DocumentsProvider.attachInfo: what a manifest must say before a documents provider starts.
import { PROVIDER_INTERFACE } from '../../../contract/android/documentsContract.ts';
import { permission } from '../../../contract/android/manifest.ts';

export type AttachInfo = Readonly<{
  exported: boolean;
  grantUriPermissions: boolean;
  readPermission: string | null;
  writePermission: string | null;
}>;

/** The words of the SecurityException that ends the app's process when its provider is installed; null when it starts. */
export function attachProblem(info: AttachInfo): string | null {
  if (!info.exported) return 'Provider must be exported';
  if (!info.grantUriPermissions) return 'Provider must grantUriPermissions';
  const isProtected =
    info.readPermission === permission.MANAGE_DOCUMENTS && info.writePermission === permission.MANAGE_DOCUMENTS;
  return isProtected ? null : 'Provider must be protected by MANAGE_DOCUMENTS';
}

/** Whether queryIntentContentProviders(PROVIDER_INTERFACE) finds it: without that it starts, and nobody sees it. */
export function hasDocumentsProviderFilter(intentActions: readonly string[]): boolean {
  return intentActions.includes(PROVIDER_INTERFACE);
}
