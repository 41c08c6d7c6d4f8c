// The small parts that scenario files are made of.
import { z } from 'zod';
import { wrongLevels } from './levels.ts';
import { TEMPLATE } from './values.ts';

/** What stands for a value that is only known when the scenario runs. */
export const template = z
  .string()
  .regex(TEMPLATE)
  .describe('Stands for a value: ${name} for what `as: name` kept, ${rows[0]._id} for a part of it.');

/** A number, or what stands for one. */
export const number = z.union([z.number(), template]).meta({ id: 'number' });

/** A list of texts, or what stands for one: `${names}`, or `{ list: 3, of: 'a${n}.txt' }`, which counts n from 0. */
export const texts = z
  .union([
    z.array(z.string()),
    template,
    z.strictObject({
      list: number.describe('How many.'),
      of: z.string().describe('Each of them; ${n} counts from 0.'),
    }),
  ])
  .meta({ id: 'texts' });

/** A list as it arrives, when everything that stood for something else is filled in. */
export function listOf<T extends string>(filled: unknown): readonly T[] {
  return [filled ?? []].flat() as unknown as readonly T[];
}

/** Any value: a text, a number, true, null, a list or a mapping. */
export const anything = z.unknown();

export const mapping = z.record(z.string(), z.unknown());

export const packageName = z.string().describe('A package name, such as com.example.gallery.');

/** 34, 29..33, or a list of those. */
export const apiLevels = z
  .union([
    z.number().int(),
    z.string().regex(/^\d+(\.\.\d+)?$/, 'an API level such as 34, or a range such as 29..36'),
    z.array(z.union([z.number().int(), z.string().regex(/^\d+(\.\.\d+)?$/)])),
  ])
  .superRefine((written, context) => {
    const message = wrongLevels(written);
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  .describe('API levels: 34, a range such as 29..36, or a list of both.')
  .meta({ id: 'apiLevels' });

const bytesFields = {
  text: z.string().optional().describe('The bytes of this text.'),
  bytes: number.optional().describe('This many bytes: the letter of `fill` over and over.'),
  fill: z.string().length(1).optional().describe('The letter that `bytes` repeats; x without one.'),
  from: z.string().optional().describe('A file beside the scenario, whose bytes are taken.'),
};

/** What bytes are to be written. */
export const content = z.strictObject(bytesFields);

/** One file of a library or of a volume. */
export const file = z
  .strictObject({
    path: z.string().describe('Below the folder, with slashes: DCIM/Camera/a.jpg. ${n} counts where `repeat` says so.'),
    ...bytesFields,
    width: z.number().int().positive().optional().describe('Of a picture that is drawn, pixels; 64 without one.'),
    height: z.number().int().positive().optional().describe('Of a picture that is drawn, pixels; 48 without one.'),
    taken: z.iso
      .datetime()
      .optional()
      .describe('The EXIF date, in UTC: 2026-01-10T09:30:00Z. None where it is left out.'),
    modified: z.iso
      .datetime()
      .optional()
      .describe("The file's own time, in UTC; `taken`, or the device's clock, without one."),
    orientation: z.number().int().min(1).max(8).optional().describe('EXIF orientation, 1 to 8.'),
    gps: z.tuple([z.number(), z.number()]).optional().describe('Latitude and longitude, written into the file.'),
    repeat: z.number().int().positive().optional().describe('This many files; ${n} in the path counts from 0.'),
  })
  .meta({ id: 'file' });

export type FileEntry = z.output<typeof file>;
export type Content = z.output<typeof content>;

export const library = z.strictObject({
  generate: z
    .strictObject({
      images: z.number().int().min(0).optional().describe('Photos of the camera, each taken a day before the next.'),
      videos: z.number().int().min(0).optional().describe('Films of the camera.'),
      seed: z.number().int().optional().describe('Another number draws other pictures.'),
    })
    .optional()
    .describe('A library that is drawn: the same numbers give the same files.'),
  files: z.array(file).optional().describe('Files by name. Pictures are drawn where nothing says what is in them.'),
});

export type LibrarySpec = z.output<typeof library>;

/** A URI as it is, or what one is built from. */
export const uri = z
  .union([
    z
      .enum(['images', 'video', 'audio', 'files', 'downloads'])
      .describe('A collection of MediaStore on all external volumes.'),
    z.string().describe('A URI, or what stands for one: ${picked.uri}.'),
    z.strictObject({
      collection: z.enum(['images', 'video', 'audio', 'files', 'downloads']).or(template).optional(),
      volume: z.string().optional().describe('MediaStore’s name of a volume; external without one.'),
      id: number.optional().describe('The row of the collection.'),
      path: z.string().optional().describe('The row of a file, by its path below the volume.'),
      document: z.string().optional().describe('A document id, such as primary:Download/a.pdf.'),
      tree: z.string().optional().describe('The id of the folder that was opened as a tree.'),
      children: z
        .union([z.string(), z.literal(true)])
        .optional()
        .describe('The documents in this folder; true for the folder of the tree itself.'),
      roots: z.boolean().optional().describe('The roots of the authority.'),
      authority: z
        .string()
        .optional()
        .describe('Of the documents provider; that of the device’s own storage without one.'),
      requireOriginal: z
        .string()
        .optional()
        .describe('MediaStore.setRequireOriginal of this URI: with the place in it, or not at all.'),
    }),
  ])
  .describe('A URI: as it is, a collection by its name, or built from its parts.')
  .meta({ id: 'uri' });

export type UriSpec = z.output<typeof uri>;
