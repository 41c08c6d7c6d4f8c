// Mirrors the <b> marks in PermissionController's permgrouprequest strings.
import { boldParts, type TextPart } from '../ui/boldParts.ts';

const SUPERGROUPS = ['photos, videos, music, audio, and other files', 'photos, videos, music, and audio'];

/** Splits the question into plain and bold text: the app's label, and what an older app is really given. */
export function titleParts(title: string, appLabel: string): readonly TextPart[] {
  return boldParts(title, [appLabel, ...SUPERGROUPS]);
}
