// What a scenario file may say. The published docs/scenario.schema.json is made from this.
import { z } from 'zod';
import { app, device, throws, volume } from './deviceWords.ts';
import { STEPS } from './steps.ts';
import { apiLevels, library, mapping, packageName } from './words.ts';

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

/** The published description of scenario files, for editors. */
export function scenarioJsonSchema(): object {
  const generated = z.toJSONSchema(scenarioSchema, { io: 'input' });
  return { ...generated, title: 'A scenario of Scopebox' };
}
