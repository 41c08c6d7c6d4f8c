// Mirrors the getters of android.content.Intent: an extra of another type than the one asked for is as good as absent.
import type { Intent } from '../../contract/android/intent.ts';

/** Intent.hasExtra */
export function hasExtra({ extras }: Intent, name: string): boolean {
  return extras !== undefined && Object.hasOwn(extras, name);
}

/** Intent.getBooleanExtra with false for its default. */
export function booleanExtra({ extras }: Intent, name: string): boolean {
  return extras?.[name] === true;
}

/** Intent.getIntExtra */
export function intExtra({ extras }: Intent, name: string, byDefault: number): number {
  const value = extras?.[name];
  return typeof value === 'number' && Number.isInteger(value) ? value : byDefault;
}

/** Intent.getStringArrayExtra */
export function stringArrayExtra({ extras }: Intent, name: string): readonly string[] | null {
  const value = extras?.[name];
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null;
}

/** Intent.getStringExtra */
export function stringExtra({ extras }: Intent, name: string): string | null {
  const value = extras?.[name];
  return typeof value === 'string' ? value : null;
}

/** Whether a MIME type is of an image or a video; a filter such as image/* is one too. */
export function isMediaMimeType(mimeType: string | undefined): boolean {
  return mimeType !== undefined && (mimeType.startsWith('image/') || mimeType.startsWith('video/'));
}
