// What a scenario says of its device, its apps and its volumes, and of the exceptions it waits for.
import { z } from 'zod';
import { apiLevels, file, packageName } from './words.ts';

const skin = z.enum(['T-legacy', 'U-legacy', 'U-managed', 'Modern']);

export const device = z.strictObject({
  api: apiLevels.optional(),
  skin: skin
    .or(z.string().regex(/^\$\{/))
    .optional()
    .describe("The photo picker's generation; that of the API level without one."),
  page: z
    .boolean()
    .optional()
    .describe('Whether a page has to show the device; without a browser the scenario is skipped.'),
  dontKeepActivities: z.boolean().optional().describe('“Don’t keep activities” of the developer options.'),
  takeOverGetContent: z
    .boolean()
    .optional()
    .describe('On 12 and 12L: whether GET_CONTENT of media opens the photo picker.'),
  workProfile: z
    .enum(['none', 'ready', 'paused', 'blocked'])
    .optional()
    .describe('A work profile, with a small library of its own.'),
});

export const app = z.strictObject({
  package: packageName,
  label: z.string().optional().describe('The name in dialogs; the end of the package name without one.'),
  targetSdk: z.union([z.number().int(), z.string().regex(/^\$\{/)]).describe('What the app says it was written for.'),
  permissions: z
    .array(z.union([z.string(), z.strictObject({ name: z.string(), maxSdkVersion: z.number().int() })]))
    .or(z.string().regex(/^\$\{/))
    .optional()
    .describe('uses-permission of its manifest; READ_MEDIA_IMAGES is short for android.permission.READ_MEDIA_IMAGES.'),
  granted: z
    .array(z.string())
    .or(z.string().regex(/^\$\{/))
    .optional()
    .describe('Permissions it holds from the start, as if by pm grant.'),
  requestLegacyExternalStorage: z.boolean().optional(),
  activities: z
    .array(
      z.strictObject({
        name: z.string(),
        label: z.string().optional(),
        exported: z.boolean().optional(),
        intentActions: z.array(z.string()),
        categories: z.array(z.string()).optional(),
        mimeTypes: z.array(z.string()).optional(),
      }),
    )
    .optional()
    .describe('Activities that answer intents of others.'),
});

export const volume = z.strictObject({
  name: z.string().describe('How steps call it.'),
  kind: z.enum(['sd', 'usb']),
  files: z.array(file).optional(),
});

export const throws = z
  .union([
    z.string().describe('The name of the exception: SecurityException.'),
    z.strictObject({
      name: z.string().optional().describe('Android’s class, such as SecurityException.'),
      message: z.unknown().optional().describe('Its words: all of them, or `contains:`, `matches:` and so on.'),
    }),
  ])
  .describe('The step has to fail with this exception; without it, it must not fail.');

export type AppSpec = z.output<typeof app>;
export type ThrowsSpec = z.output<typeof throws>;
