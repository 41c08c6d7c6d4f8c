// Grants, taken and revoked until the program is killed; a line on stdout for each step that is done.
import { grantSteps, grantsOn } from './grantSteps.ts';

const [path = '', seed = '0', steps = '0'] = process.argv.slice(2);
let now = 0;
const grants = grantsOn(path, () => now);
const step = grantSteps(grants, Number(seed));
for (now = 1; now <= Number(steps); now++) {
  step();
  // Waited for: what a pipe that is full has not taken yet dies with the program.
  await new Promise<void>((resolve) => process.stdout.write(`${now}\n`, () => resolve()));
}
