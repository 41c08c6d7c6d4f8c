// Mirrors ModernMediaScanner.Scan: hasSameMetadata and reconcileAndClean, as a plan over plain data.
import type { KnownRow } from '../db/scannedRow.ts';
import { extractDisplayName, PATTERN_EXPIRES_FILE } from './fileUtils.ts';
import { MEDIA_TYPE } from './mimeUtils.ts';
import { FORMAT_ASSOCIATION } from './scanItem.ts';

/** FileColumns._MODIFIER_MEDIA_SCAN. */
const MODIFIER_MEDIA_SCAN = 3;
/** MtpConstants.FORMAT_ABSTRACT_AV_PLAYLIST: a playlist without a file. */
const FORMAT_ABSTRACT_AV_PLAYLIST = 0xba05;

export type ReconcileRow = Omit<KnownRow, 'format' | '_modifier'> & Partial<Pick<KnownRow, 'format' | '_modifier'>>;

/** What the walk sees of a file or directory. */
export type SeenFile = Readonly<{
  path: string;
  mtimeMs: number;
  size: number;
  mediaType: number;
  isDirectory?: boolean;
}>;

export type ReconcilePlan = Readonly<{
  insert: readonly string[];
  /** Ids, as below. */
  update: readonly number[];
  skip: readonly number[];
  delete: readonly number[];
}>;

/** Only letters, digits and signs of ASCII. */
const ASCII = /^[ -~]*$/;

/** The key rows are found by: `_data` is unique without regard to ASCII case. */
export function dataKey(path: string): string {
  // What has no other letters is folded by one call, and nearly every path is such a one.
  return ASCII.test(path) ? path.toLowerCase() : path.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether the row already says what the file would say, so that it is not opened. */
export function hasSameMetadata(row: ReconcileRow, file: SeenFile): boolean {
  // Unlike Android, whose row goes on telling of the file that was there before.
  if (file.isDirectory === true) return (row.format ?? FORMAT_ASSOCIATION) === FORMAT_ASSOCIATION;
  // A file written by its path is pending without the name of a pending file, until it is closed.
  if (row.is_pending === 1 && !PATTERN_EXPIRES_FILE.test(extractDisplayName(row._data))) return false;
  if ((row._modifier ?? MODIFIER_MEDIA_SCAN) !== MODIFIER_MEDIA_SCAN) return false;
  if (row.date_modified !== Math.floor(file.mtimeMs / 1000) || row._size !== file.size) return false;
  // A video file that turned out to hold only sound stays audio.
  const soundOnly = file.mediaType === MEDIA_TYPE.VIDEO && row.media_type === MEDIA_TYPE.AUDIO;
  return row.media_type === file.mediaType || soundOnly;
}

/** Whether a row whose file was not seen goes away; pending items wait for their expiry. */
export function isStale(row: ReconcileRow, nowMs: number, startGeneration: number): boolean {
  if (row.generation_added > startGeneration || row.format === FORMAT_ABSTRACT_AV_PLAYLIST) return false;
  return !(row.is_pending === 1 && row.date_expires !== null && row.date_expires * 1000 > nowMs);
}

/** What a scan of `root` does, given the rows and the files below it. */
export function planReconcile(
  scan: Readonly<{ root: string; nowMs: number; startGeneration: number }>,
  rows: readonly ReconcileRow[],
  files: readonly SeenFile[],
): ReconcilePlan {
  const root = scan.root.replace(/\/+$/, '');
  const below = rows.filter(({ _data }) => _data === root || _data.startsWith(`${root}/`));
  const known = new Map(below.map((row) => [dataKey(row._data), row]));
  const plan = { insert: [] as string[], update: [] as number[], skip: [] as number[], delete: [] as number[] };
  for (const file of files) {
    const row = known.get(dataKey(file.path));
    known.delete(dataKey(file.path));
    if (row === undefined) plan.insert.push(file.path);
    else (hasSameMetadata(row, file) ? plan.skip : plan.update).push(row._id);
  }
  for (const row of known.values()) if (isStale(row, scan.nowMs, scan.startGeneration)) plan.delete.push(row._id);
  plan.delete.sort((a, b) => b - a);
  return plan;
}
