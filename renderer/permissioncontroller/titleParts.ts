// Mirrors the <b> marks in PermissionController's permgrouprequest strings.

const SUPERGROUPS = ['photos, videos, music, audio, and other files', 'photos, videos, music, and audio'];

export type TitlePart = Readonly<{ text: string; isBold: boolean }>;

/** Splits the question into plain and bold text: the app's label, and what an older app is really given. */
export function titleParts(title: string, appLabel: string): readonly TitlePart[] {
  const bold = [appLabel, ...SUPERGROUPS].filter((words) => words !== '');
  const parts: TitlePart[] = [];
  let rest = title;
  for (const words of bold) {
    const at = rest.indexOf(words);
    if (at < 0) continue;
    parts.push({ text: rest.slice(0, at), isBold: false }, { text: words, isBold: true });
    rest = rest.slice(at + words.length);
  }
  return [...parts, { text: rest, isBold: false }].filter(({ text }) => text !== '');
}
