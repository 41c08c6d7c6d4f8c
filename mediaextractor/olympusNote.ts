// Mirrors ExifInterface.getOrfAttributes: what Olympus keeps in its maker note.
import type { Bytes } from './fileBytes.ts';
import { type ByteOrder, numberAt, readDirectory } from './tiffEntries.ts';

const CAMERA_SETTINGS = 0x2020;
const IMAGE_PROCESSING = 0x2040;
const PREVIEW_START = 0x101;
const PREVIEW_LENGTH = 0x102;
const ASPECT_FRAME = 0x1113;

/** `frame`: the picture's pixels, the longer side first; `preview`: a JPEG in the file. */
export type OlympusFacts = Readonly<{
  frame: readonly [number, number] | null;
  preview: Readonly<{ offset: number; length: number }> | null;
}>;

const NOTHING: OlympusFacts = { frame: null, preview: null };

/** Where the note's directory begins; both heads count offsets from the note's first byte. */
function directoryStart(head: string): number | null {
  if (head.startsWith('OLYMPUS\0')) return 12;
  return head.startsWith('OLYMP\0') ? 8 : null;
}

export function olympusFacts(
  file: Bytes,
  note: Readonly<{ offset: number; length: number }>,
  order: ByteOrder,
): OlympusFacts {
  if (note.length < 16) return NOTHING;
  const bytes: Bytes = { length: note.length, at: (at, length) => file.at(note.offset + at, length) };
  const start = directoryStart(bytes.at(0, 8).toString('latin1'));
  if (start === null) return NOTHING;
  const directory = readDirectory(bytes, order, start);
  const settings = readDirectory(bytes, order, numberAt(directory, CAMERA_SETTINGS) ?? 0);
  const processing = readDirectory(bytes, order, numberAt(directory, IMAGE_PROCESSING) ?? 0);
  const [previewStart, length] = [numberAt(settings, PREVIEW_START), numberAt(settings, PREVIEW_LENGTH)];
  const [left = 0, top = 0, right = 0, bottom = 0] = processing.entries.get(ASPECT_FRAME)?.numbers ?? [];
  const sides = [right - left + 1, bottom - top + 1].sort((a, b) => b - a);
  return {
    frame: right > left && bottom > top ? [sides[0] ?? 0, sides[1] ?? 0] : null,
    preview: previewStart === null || length === null ? null : { offset: note.offset + previewStart, length },
  };
}
