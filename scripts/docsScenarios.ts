// The pages on scenario files that are made of the steps and of the scenarios themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { STEPS } from '../scenario/steps.ts';

const GROUPS = {
  app: 'What an app calls',
  user: 'What a person does',
  tester: 'What a tester does to the device',
  computer: 'What happens to the folder from outside',
  expect: 'What has to be so',
} as const;

/** Every step with what may be written behind it. */
export function scenarioReferencePage(): string {
  const parts = Object.entries(GROUPS).map(([group, title]) => {
    const own = STEPS.filter(({ verb }) => verb === group || verb.startsWith(`${group}.`));
    return [`## ${title}`, ...own.map(({ verb, about, args }) => step(verb, about, args))].join('\n\n');
  });
  const about =
    'Each of them is one line of `steps:`; [Scenario files](./scenarios.md) says how they are put together. An editor that ' +
    'knows YAML schemas takes the same from [scenario.schema.json](/scenario.schema.json).';
  return `${['# Scenario steps', about, ...parts].join('\n\n')}\n`;
}

function step(verb: string, about: string, args: z.ZodType): string {
  const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' });
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const isRequired = schema.required?.includes(name) ?? false;
    const { description = '' } = typeof field === 'object' ? field : {};
    return `| \`${name}\` | ${isRequired ? 'yes' : ''} | ${description.replaceAll('|', '\\|')} |`;
  });
  const table = fields.length === 0 ? [] : [['| | required | |\n| --- | --- | --- |', ...fields].join('\n')];
  return [`### ${verb}`, about, ...table].join('\n\n');
}

type Scenario = Readonly<{ id: string; title: string; explain?: string; device?: Readonly<{ api?: unknown }> }>;

/** Every scenario that comes along, with its story. @param folder of the files */
export function scenarioListPage(folder: string): string {
  const scenarios = readdirSync(folder)
    .filter((name) => /^S\d+\.yaml$/.test(name))
    .sort()
    .map((name): Scenario => parse(readFileSync(join(folder, name), 'utf8')));
  const parts = scenarios.map(({ id, title, explain = '', device }) =>
    [`## ${id}: ${title}`, ...(device?.api === undefined ? [] : [`API ${device.api}.`]), explain.trim()].join('\n\n'),
  );
  const about =
    'Each is a bug that real apps shipped, as a file that can be run: `scopebox scenario run S01`, or `all`. The panel ' +
    'beside the device has them under Scenarios.';
  return `${['# Scenarios that come along', about, ...parts].join('\n\n')}\n`;
}
