// Raw facts of one file. Nothing here throws: a broken file gives what could be read, and a problem.
import type { ExtractKind, MediaFacts } from '../contract/rpc/mediaExtractor.ts';
import { FileBytes } from './fileBytes.ts';
import { type ImageParts, noParts } from './imageParts.ts';
import { readImage } from './imageReaders.ts';
import { readAudioVideo } from './retriever.ts';
import { readXmp } from './xmpReader.ts';

/** What ExifInterface and BitmapFactory would know of a picture. */
export function imageParts(path: string): { parts: ImageParts; problem: string | null } {
  const parts = noParts();
  try {
    using bytes = new FileBytes(path);
    readImage(bytes, parts);
    return { parts, problem: null };
  } catch (error) {
    return { parts, problem: sentence(path, error) };
  }
}

function imageFacts(path: string): MediaFacts {
  const { parts, problem } = imageParts(path);
  const { exif, bounds, animation } = parts;
  return { exif, bounds, animation, xmp: parts.xmp === null ? null : readXmp(parts.xmp), retriever: null, problem };
}

/** Facts of one file, opened as what its name says it is. */
export async function mediaFacts(path: string, kind: ExtractKind): Promise<MediaFacts> {
  if (kind === 'image') return imageFacts(path);
  const nothing = { exif: {}, bounds: null, animation: null, xmp: null, retriever: null };
  try {
    const { retriever, xmp } = await readAudioVideo(path);
    return { ...nothing, retriever, xmp: xmp === null ? null : readXmp(xmp), problem: null };
  } catch (error) {
    return { ...nothing, problem: sentence(path, error) };
  }
}

/** One sentence: what happened, to which file. */
export function sentence(path: string, error: unknown): string {
  return `Could not read all of ${path}: ${error instanceof Error ? error.message : String(error)}.`;
}
