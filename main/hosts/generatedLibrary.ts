// Photos and videos that are made for a start: for tests that need so many and no others.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makePhotos, planPhotos } from '../../fixtures/generator/makePhotos.ts';
import { Random } from '../../fixtures/generator/random.ts';
import { sentences } from '../device/sentences.ts';
import { EXIT, StartError } from './commandLine.ts';

/** What --generate-library asks for. */
export type GeneratedLibrary = Readonly<{ images: number; videos: number; seed: number }>;

const schema: z.ZodType<GeneratedLibrary> = z.strictObject({
  images: z.int().min(0).max(100_000).default(0),
  videos: z.int().min(0).max(1_000).default(0),
  seed: z.int().default(1),
});

/** Noon of 31 December 2025 UTC: libraries end here unless the device's clock says otherwise. */
const NEWEST = Date.UTC(2025, 11, 31, 12);

const HOUR = 3_600_000;

/** @param text JSON such as {"images":20,"videos":2,"seed":7} @throws {StartError} for anything else */
export function readGeneratedLibrary(text: string): GeneratedLibrary {
  const refuse = (why: string) =>
    new StartError(`--generate-library takes JSON such as {"images":20,"videos":2,"seed":7}: ${why}.`, EXIT.usage);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw refuse(`“${text}” is none`);
  }
  const { data, error } = schema.safeParse(given);
  if (data === undefined) throw refuse(sentences(error));
  return data;
}

/**
 * Fills a folder that is new, empty, or was filled in the same way.
 * @param clock when the device boots, milliseconds since 1970 UTC: the newest is an hour older; null for a day that is fixed
 * @param demo the demo library, whose video is what all videos are made of
 * @throws {StartError} for a folder that has something else in it, or cannot be written
 */
export async function makeLibrary(
  folder: string,
  library: GeneratedLibrary,
  { clock, demo }: Readonly<{ clock: number | null; demo: string }>,
): Promise<void> {
  const options = { ...library, newest: clock === null ? NEWEST : clock - HOUR };
  const [first] = planPhotos(options, new Random(library.seed));
  const isOurs = first !== undefined && existsSync(join(folder, first.path));
  if (!isOurs && existsSync(folder) && readdirSync(folder).length > 0)
    throw new StartError(`A library can be made in a new or empty folder only, and ${folder} has files in it.`);
  try {
    await makePhotos(folder, { ...options, clip: join(demo, 'DCIM/Camera/VID_20240607_205012.mp4') });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`The library in ${folder} cannot be written: ${why}.`);
  }
}
