// What a scenario file may say. The published docs/scenario.schema.json is made from this.
import { z } from 'zod';
import { STEPS } from './steps.ts';
import { apiLevels, file, library, mapping, packageName } from './words.ts';

const skin = z.enum(['T-legacy', 'U-legacy', 'U-managed', 'Modern']);

const device = z.strictObject({
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

const app = z.strictObject({
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

const volume = z.strictObject({
  name: z.string().describe('How steps call it.'),
  kind: z.enum(['sd', 'usb']),
  files: z.array(file).optional(),
});

const throws = z
  .union([
    z.string().describe('The name of the exception: SecurityException.'),
    z.strictObject({
      name: z.string().optional().describe('Android’s class, such as SecurityException.'),
      message: z.unknown().optional().describe('Its words: all of them, or `contains:`, `matches:` and so on.'),
    }),
  ])
  .describe('The step has to fail with this exception; without it, it must not fail.');

const common = {
  as: z
    .string()
    .regex(/^[A-Za-z]\w*(\[\])?$/)
    .optional()
    .describe('Keeps the result under this name; `names[]` adds it to a list.'),
  by: packageName.optional().describe('Which app does it; the first one without it.'),
  when: apiLevels.optional().describe('Only on these API levels.'),
  throws: throws.optional(),
};

const repeat: z.ZodType = z
  .strictObject({
    repeat: z.strictObject({
      times: z.union([z.number().int().positive(), z.string().regex(/^\$\{/)]),
      get steps() {
        return z.array(step);
      },
    }),
    when: common.when,
  })
  .meta({ id: 'repeat', description: 'Does steps several times; ${n} counts from 0.' });

/** A step: one name, what belongs to it, and what every step may say. */
export const step: z.ZodType = z
  .union([
    ...STEPS.map(({ verb, args, about }) =>
      z.strictObject({ [verb]: args, ...common }).meta({ id: verb, description: about }),
    ),
    repeat,
  ])
  .meta({ id: 'step' });

const steps = z.array(step).min(1);

const scenarioCase = z.strictObject({
  title: z.string(),
  with: mapping.optional().describe('Values that steps and apps name by ${name}.'),
  device: device.optional().describe('What is otherwise than in the scenario’s own device.'),
  library: library.optional(),
  apps: z.array(app).optional(),
  steps: steps.optional().describe('The case’s own steps; those of the scenario without them.'),
});

export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z
      .string()
      .regex(/^[A-Za-z][\w-]*$/)
      .describe('Short and unique: S01.'),
    title: z.string().max(120),
    explain: z.string().optional().describe('What apps do wrong, what Android does, and why; for people.'),
    links: z.array(z.url()).optional().describe('Where it was reported.'),
    device: device.optional(),
    apps: z.array(app).optional().describe('Apps that are installed. The first one does what no `by:` says otherwise.'),
    library: library.optional().describe('The folder of photos that the device shows.'),
    volumes: z.array(volume).optional().describe('SD cards and USB drives that are in from the start.'),
    steps: steps.optional(),
    expect: z.array(mapping).optional().describe('What has to be so at the end: each like an `expect` step.'),
    cases: z.array(scenarioCase).optional().describe('Variants; each begins on a fresh device.'),
  })
  .refine(({ steps, cases }) => steps !== undefined || cases?.every((each) => each.steps !== undefined), {
    error: 'There are no steps: a scenario has some of its own, or each of its cases has.',
  });

/** The names a step has beside its verb. */
export const COMMON_KEYS: readonly string[] = Object.keys(common);

export type ScenarioFile = z.output<typeof scenarioSchema>;
export type DeviceSpec = z.output<typeof device>;
export type AppSpec = z.output<typeof app>;
export type VolumeSpec = z.output<typeof volume>;
export type ThrowsSpec = z.output<typeof throws>;

/** The published description of scenario files, for editors. */
export function scenarioJsonSchema(): object {
  const generated = z.toJSONSchema(scenarioSchema, { io: 'input' });
  return { ...generated, title: 'A scenario of Scopebox' };
}
