import type { JournalEntry } from '../../contract/rpc/deviceApi.ts';

/** Entries shown at most; the device's own journal may keep more. */
const KEPT = 2_000;

/** Adds new entries and replaces those that finished; newest first. */
export function mergeJournal(known: readonly JournalEntry[], news: readonly JournalEntry[]): readonly JournalEntry[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  for (const entry of news) byId.set(entry.id, entry);
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, KEPT);
}
