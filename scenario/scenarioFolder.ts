// Where the scenarios are that come with the program.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Beside the sources, the build, or the packaged program. */
export function scenarioFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'fixtures', 'scenarios')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'fixtures', 'scenarios');
}
