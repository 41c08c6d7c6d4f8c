// Writes docs/scenario.schema.json anew, from the schema that reads scenario files.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarioJsonSchema } from '../scenario/schema.ts';

const target = join(import.meta.dirname, '../docs/scenario.schema.json');
writeFileSync(target, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
