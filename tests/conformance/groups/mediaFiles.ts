import type { XmpElement } from '../../../contract/rpc/mediaExtractor.ts';
import { inferredDate } from '../../../main/providers/media/db/scannedRow.ts';
import { parseDateTime, parseSubSeconds } from '../../../main/providers/media/scan/exifUtils.ts';
import {
  bucketId,
  computeValuesFromData,
  extractDisplayName,
  extractFileExtension,
  extractFileName,
  extractPathOwnerPackageName,
  extractRelativePath,
  extractVolumeName,
  extractVolumePath,
  isDownload,
} from '../../../main/providers/media/scan/fileUtils.ts';
import {
  ignoresNomedia,
  isDirectoryHidden,
  shouldFileBeHidden,
  shouldScanDirectory,
} from '../../../main/providers/media/scan/hiddenMedia.ts';
import { resolveMediaType, resolveMimeType } from '../../../main/providers/media/scan/mimeUtils.ts';
import {
  audioTypeFlags,
  type DateTakenFacts,
  parseOptional,
  parseOptionalDate,
  parseOptionalDateTaken,
  parseOptionalMimeType,
  parseOptionalOrientation,
  parseOptionalOrZero,
  parseOptionalYear,
  withResolutionValues,
} from '../../../main/providers/media/scan/parseOptional.ts';
import { planReconcile, type ReconcileRow } from '../../../main/providers/media/scan/reconcile.ts';
import { mediaTypeOf } from '../../../main/providers/media/scan/scanItem.ts';
import { isMotionPhoto } from '../../../main/providers/media/scan/specialFormat.ts';
import { getKindSize } from '../../../main/providers/media/thumbnailSize.ts';
import type { Group, Groups } from '../groups.ts';

type Path = Readonly<{ path: string }>;

const ofPath = (run: (path: string) => unknown): Group => ({ run: ({ path }: Path) => run(path) });

const sameSet: Group['same'] = (actual: readonly unknown[], expected: readonly unknown[]) =>
  JSON.stringify([...actual].sort()) === JSON.stringify([...expected].sort());

/** Which ignored .nomedia the way up from a file meets; Android deletes those. */
function nomediaDeletedIn(path: string, nomediaDirs: readonly string[]): string[] {
  const deleted: string[] = [];
  shouldFileBeHidden(path, (dir) => {
    const has = nomediaDirs.includes(dir);
    if (has && !isDirectoryHidden(dir, false) && ignoresNomedia(dir)) deleted.push(dir);
    return has;
  });
  return deleted;
}

type Reconcile = Readonly<{
  root: string;
  rows: readonly (Partial<ReconcileRow> & Pick<ReconcileRow, '_id' | '_data'>)[];
  files: readonly Readonly<{ path: string; mtimeMs: number; size: number }>[];
  nowMs: number;
  startGeneration: number;
  nomediaDirs?: readonly string[];
}>;

function reconcile({ rows, files, nomediaDirs = [], ...scan }: Reconcile): unknown {
  const defaults = { date_modified: null, _size: null, media_type: 0, is_pending: 0, is_trashed: 0 };
  const known = rows.map((row) => ({ ...defaults, date_expires: null, generation_added: 1, ...row }));
  const seen = files.map((file) => {
    const hidden = shouldFileBeHidden(file.path, (dir) => nomediaDirs.includes(dir));
    return { ...file, mediaType: mediaTypeOf({ path: file.path, isDirectory: false, hidden }) };
  });
  return planReconcile(scan, known, seen);
}

/** File names, paths, dates and what is read from media files. */
export const mediaFileGroups: Groups = {
  extract_relative_path: ofPath(extractRelativePath),
  extract_volume_name: ofPath(extractVolumeName),
  extract_volume_path: ofPath(extractVolumePath),
  display_name_and_title: ofPath((path) => ({
    display_name: extractDisplayName(path),
    title: extractFileName(path),
    extension: extractFileExtension(path),
  })),
  compute_values_from_data: { run: ({ _data }: { _data: string }) => computeValuesFromData(_data) },
  bucket_id: ofPath(bucketId),
  media_hidden: {
    run: ({ path, nomediaDirs }: Path & { nomediaDirs: readonly string[] }) => ({
      hidden: shouldFileBeHidden(path, (dir) => nomediaDirs.includes(dir)),
      nomediaDeletedIn: nomediaDeletedIn(path, nomediaDirs),
    }),
  },
  should_scan_directory: ofPath(shouldScanDirectory),
  path_owner_package: ofPath(extractPathOwnerPackageName),
  is_download: ofPath(isDownload),
  audio_type_flags: {
    ...ofPath((path) =>
      Object.entries(audioTypeFlags(path))
        .filter(([, set]) => set === 1)
        .map(([flag]) => flag),
    ),
    ...(sameSet === undefined ? {} : { same: sameSet }),
  },
  resolve_mime_type: ofPath(resolveMimeType),
  media_type_from_mime: { run: ({ mimeType }: { mimeType: string | null }) => resolveMediaType(mimeType) },
  mime_override: {
    run: ({ fileMimeType, refinedMimeType }: { fileMimeType: string; refinedMimeType: string | null }) =>
      parseOptionalMimeType(fileMimeType, refinedMimeType),
  },
  exif_date_time: {
    run: (input: { dateTime: string | null; subSec?: string; offset?: string }) =>
      parseDateTime(input.dateTime, input.subSec ?? null, input.offset ?? null),
  },
  exif_subseconds: { run: ({ subSec }: { subSec: string }) => parseSubSeconds(subSec) },
  image_date_taken: { run: (facts: DateTakenFacts) => parseOptionalDateTaken(facts) },
  video_date: { run: ({ date }: { date: string | null }) => parseOptionalDate(date) },
  year: { run: ({ value }: { value: string | null }) => parseOptionalYear(value) },
  orientation_degrees: {
    run: ({ exifOrientation }: { exifOrientation: number }) => parseOptionalOrientation(exifOrientation),
  },
  image_resolution: {
    run: (input: {
      exifImageWidth: string | null;
      exifImageLength: string | null;
      bitmapBounds: readonly [number, number] | null;
    }) => withResolutionValues(input.exifImageWidth, input.exifImageLength, input.bitmapBounds),
  },
  parse_optional: {
    run: ({ value, orZero }: { value: string | number | null; orZero: boolean }) =>
      orZero ? parseOptionalOrZero(value) : parseOptional(value),
  },
  inferred_date: {
    run: (input: { datetaken: number | null; date_modified: number | null }) =>
      inferredDate(input.datetaken, input.date_modified),
  },
  motion_photo_xmp: { run: ({ elements }: { elements: readonly XmpElement[] }) => isMotionPhoto(elements) },
  rescan_reconcile: { run: reconcile },
  thumbnail_kind_size: {
    run: ({ kind }: { kind: number }) => {
      const { width, height } = getKindSize(kind);
      return [width, height];
    },
  },
};
