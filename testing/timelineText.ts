// The timeline of a device as a text for a report.
import type { JournalEntry } from '../contract/rpc/deviceApi.ts';

/** One line for each call that crossed a boundary: when, who, what, and what came of it. */
export function timelineText(entries: readonly JournalEntry[]): string {
  return entries.map(entryText).join('\n');
}

function entryText({ at, actor, method, args, result, thrown, took }: JournalEntry): string {
  const time = new Date(at).toISOString().slice(11, 23);
  const outcome = thrown !== null ? `threw ${thrown.name}: ${thrown.message}` : (result ?? 'is under way');
  return `${time}  ${actor}  ${method}(${args})  → ${outcome}${took === null ? '' : `  (${took.toFixed(1)} ms)`}`;
}
