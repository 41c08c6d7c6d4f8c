// What a mistyped word was meant to be.

/** The nearest of some words, or null when none is near: at most a third of its letters, or two, are other ones. */
export function closest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const near = known.map((each) => ({ each, distance: distanceOf(lower, each.toLowerCase()) }));
  const [best] = near.toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.each.length / 3)) ? best.each : null;
}

/** Letters to change, add or leave out (Levenshtein). */
function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
