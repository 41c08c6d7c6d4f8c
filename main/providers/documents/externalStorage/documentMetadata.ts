// Mirrors FileSystemProvider.getDocumentMetadata and MetadataReader.
import type { Bundle } from '../../../../contract/android/cursor.ts';
import {
  METADATA_EXIF,
  METADATA_TREE_COUNT,
  METADATA_TREE_SIZE,
  METADATA_TYPES,
} from '../../../../contract/android/documentsContract.ts';
import { Slices } from '../../../device/realTime.ts';
import type { VolumeReader } from '../../../device/volumeAccess.ts';
import { childOf } from '../../../device/volumePath.ts';

/** EXIF attributes by the names that ExifInterface has for them. */
export type ExifTexts = Readonly<Record<string, string | undefined>>;

/** MetadataReader.TYPE_MAPPING: as what each tag is read. */
const EXIF_TYPES: Readonly<Record<string, 'text' | 'integer' | 'double'>> = {
  FNumber: 'double',
  Copyright: 'text',
  DateTime: 'text',
  ExposureTime: 'double',
  FocalLength: 'double',
  GPSLatitude: 'text',
  GPSLatitudeRef: 'text',
  GPSLongitude: 'text',
  GPSLongitudeRef: 'text',
  ImageLength: 'integer',
  ImageWidth: 'integer',
  ISOSpeedRatings: 'integer',
  Make: 'text',
  Model: 'text',
  Orientation: 'integer',
  ShutterSpeedValue: 'double',
};

/** Of a directory, from the bytes of each file below it. */
export function treeMetadata(sizes: readonly number[]): Bundle {
  return { [METADATA_TREE_COUNT]: sizes.length, [METADATA_TREE_SIZE]: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Of a picture: what there is of the tags; a picture without any has an empty bundle. */
export function exifMetadata(exif: ExifTexts): Bundle {
  const tags = Object.entries(EXIF_TYPES).flatMap(([name, type]) => {
    const text = exif[name];
    if (text === undefined) return [];
    const value = type === 'text' ? text : Number(text);
    return typeof value === 'number' && !Number.isFinite(value) ? [] : [[name, value] as const];
  });
  return tags.length === 0 ? {} : { [METADATA_EXIF]: Object.fromEntries(tags), [METADATA_TYPES]: [METADATA_EXIF] };
}

/** The bytes of every file below a directory of a volume; what lies behind a link is not. @throws what an abort of the signal throws */
export async function sizesBelow(
  volume: VolumeReader,
  directory: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const found: number[] = [];
  const waiting = [directory];
  const slices = new Slices();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal.throwIfAborted();
    const parent = next;
    const listing = await volume.readdir(parent).catch(() => null);
    for (const { name, isDirectory, isLink, size } of listing?.entries ?? []) {
      if (!isDirectory) found.push(size);
      else if (!isLink) waiting.push(childOf(parent, name));
    }
    await slices.breathe();
  }
  return found;
}
