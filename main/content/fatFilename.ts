// Mirrors what android.os.FileUtils and MediaProvider's FileUtils have in common: buildValidFatFilename, trimFilename.

/** FileUtils.MAX_FILENAME_BYTES: what ext4 takes, in bytes of UTF-8. */
export const MAX_FILENAME_BYTES = 255;

const ELLIPSIS = '...';
const INVALID_CHARACTERS = /[\u0000-\u001f"*/:<>?\\|\u007f]/g;

/**
 * FileUtils.buildValidFatFilename: the name with `_` for what FAT refuses, at most 255 bytes long.
 * A leading dot stays; no name at all, an empty one, `.` and `..` become `(invalid)`.
 */
export function buildValidFatFilename(name: string | null): string {
  if (name === null || name === '' || name === '.' || name === '..') return '(invalid)';
  return trimFilename(name.replace(INVALID_CHARACTERS, '_'), MAX_FILENAME_BYTES);
}

/**
 * FileUtils.trimFilename: a text longer than `maxBytes` of UTF-8 loses its middle, where `...` stands instead.
 * Differs from Android, which counts UTF-16 units: a character of two units is never cut in half.
 */
export function trimFilename(text: string, maxBytes: number): string {
  let bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return text;
  const characters = [...text];
  let left = 0;
  let leftUnits = 0;
  while (leftUnits < Math.floor(text.length / 2)) leftUnits += characters[left++]?.length ?? 1;
  let right = left;
  let rightUnits = text.length - leftUnits;
  while (bytes > maxBytes - ELLIPSIS.length && leftUnits + rightUnits > 0) {
    const middle = Math.floor((leftUnits + rightUnits) / 2);
    const fromRight = middle >= leftUnits && rightUnits > 0;
    const removed = characters[fromRight ? right++ : --left] ?? '';
    if (fromRight) rightUnits -= removed.length;
    else leftUnits -= removed.length;
    bytes -= Buffer.byteLength(removed);
  }
  const kept = characters.slice(0, left).concat(characters.slice(right));
  const middle = Math.floor((leftUnits + rightUnits) / 2);
  let units = 0;
  const split = kept.findIndex((character) => {
    units += character.length;
    return units > middle;
  });
  const at = split < 0 ? kept.length : split;
  return kept.slice(0, at).join('') + ELLIPSIS + kept.slice(at).join('');
}
