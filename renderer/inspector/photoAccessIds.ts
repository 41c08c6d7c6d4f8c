/** Ids of a list such as "12, 15 18"; null when something in it is no id. */
export function photoAccessIds(text: string): readonly number[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  return words.every((word) => /^[1-9]\d{0,14}$/.test(word)) ? [...new Set(words.map(Number))] : null;
}
