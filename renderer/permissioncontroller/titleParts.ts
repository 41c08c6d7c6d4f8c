// Mirrors the <b> marks in PermissionController's permgrouprequest strings.
import { boldParts, type TextPart } from '../ui/boldParts.ts';

const SUPERGROUPS = ['photos, videos, music, audio, and other files', 'photos, videos, music, and audio'];

/** Splits the question into plain and bold text: the app's label, and what an older app is really given. */
export function titleParts(title: string, appLabel: string): readonly TextPart[] {
  return boldParts(title, [appLabel, ...SUPERGROUPS]);
}

/** Whether the question is about all storage groups at once; its icon is then that of files. */
export function isSupergroup(title: string): boolean {
  return SUPERGROUPS.some((words) => title.includes(words));
}
