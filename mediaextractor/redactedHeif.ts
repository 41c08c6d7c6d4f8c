// Mirrors ExifInterface.getHeifAttributes for RedactionUtils: the Exif and XMP items, wherever their pieces lie.
import type { Bytes } from './fileBytes.ts';
import { readItems } from './heifReader.ts';
import { redactExif } from './redactedTiff.ts';
import { redactXmpPieces } from './redactedXmp.ts';
import { joined, type Redact, scattered } from './redactions.ts';

/** A camera's block has less than 64 KiB, with a thumbnail in it. */
const MAX_EXIF = 4 * 1024 * 1024;

/** Notes the places that the items of a HEIC, HEIF or AVIF tell. */
export function redactHeif(bytes: Bytes, redact: Redact): void {
  for (const { type, contentType, extents } of readItems(bytes)) {
    if (type === 'Exif') {
      const block = joined(bytes, extents, MAX_EXIF);
      if (block !== null) redactExif(block, scattered(redact, extents));
    } else if (contentType === 'application/rdf+xml') {
      redactXmpPieces(bytes, extents, redact);
    }
  }
}
