/** Entries shown at most; the device's own log may keep more. */
const KEPT = 2_000;

/** Adds new entries and replaces those that went on; newest first. */
export function mergeEntries<Entry extends Readonly<{ id: number }>>(
  known: readonly Entry[],
  news: readonly Entry[],
): readonly Entry[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  for (const entry of news) byId.set(entry.id, entry);
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, KEPT);
}
