// Mirrors android.content.ContentValues' getters and MediaProvider FileUtils.getAsBoolean, parseBoolean and getAsLong.
import type { ContentValues } from '../../../../contract/android/cursor.ts';

export type Value = ContentValues[string];

/** ContentValues.getAsString; null for what is absent or null. */
export function textOf(value: Value | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? Buffer.from(value).toString() : String(value);
}

/** Whether ContentValues holds no text, or an empty one, under a name. */
export function isEmpty(value: Value | undefined): boolean {
  return (textOf(value) ?? '') === '';
}

/** FileUtils.parseBoolean: any number but 0 and any text but `0` and `false` is true; null when there is none. */
export function booleanOf(value: Value | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Math.trunc(value) !== 0;
  return typeof value === 'string' ? !['false', '0'].includes(value.toLowerCase()) : null;
}

/** ContentValues.getAsLong: a whole number, or null when there is none. */
export function longOf(value: Value | undefined): number | null {
  if (typeof value === 'number') return Math.trunc(value);
  return typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : null;
}
