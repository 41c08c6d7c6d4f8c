export type TextPart = Readonly<{ text: string; isBold: boolean }>;

/** Splits a text into plain and bold parts: each of `words` stands out where it comes next. */
export function boldParts(whole: string, words: readonly string[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let rest = whole;
  for (const word of words.filter((word) => word !== '')) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    parts.push({ text: rest.slice(0, at), isBold: false }, { text: word, isBold: true });
    rest = rest.slice(at + word.length);
  }
  return [...parts, { text: rest, isBold: false }].filter(({ text }) => text !== '');
}
