// The names of a directory too large to be sorted in one turn.
import type { Slices } from './realTime.ts';

/** Texts sorted at once, a millisecond or two. */
const RUN = 2_048;

/** The texts as toSorted() would have them; others get their turns meanwhile. */
export async function sortedInTurns(texts: readonly string[], slices: Slices): Promise<readonly string[]> {
  let runs: string[][] = [];
  for (let at = 0; at < texts.length; at += RUN) {
    runs.push(texts.slice(at, at + RUN).sort());
    if (slices.isOver) await slices.breathe();
  }
  while (runs.length > 1) {
    const longer: string[][] = [];
    for (let at = 0; at < runs.length; at += 2) longer.push(await merged(runs[at] ?? [], runs[at + 1] ?? [], slices));
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merged(one: readonly string[], other: readonly string[], slices: Slices): Promise<string[]> {
  const all: string[] = [];
  let next = 0;
  for (const text of one) {
    for (let before = other[next]; before !== undefined && before < text; before = other[++next]) {
      all.push(before);
      if (slices.isOver) await slices.breathe();
    }
    all.push(text);
    if (slices.isOver) await slices.breathe();
  }
  for (; next < other.length; next++) all.push(other[next] ?? '');
  return all;
}
