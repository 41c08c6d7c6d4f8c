import type { AndroidManifest } from '../../contract/android/manifest.ts';

/** The apps that come with Scopebox. */
export const BUNDLED: readonly AndroidManifest[] = Object.values(
  import.meta.glob<AndroidManifest>('../../fixtures/apps/*.json', { eager: true, import: 'default' }),
);
