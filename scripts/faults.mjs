// `npm run test:faults`: the tests that kill, fill and break things, at their full length; CI runs them shortened.
import { endWithParent, explainAndExit, prepare, runNpm, toolEnvironment } from './setup.mjs';

const FULL = {
  SCOPEBOX_ROUNDS: '50',
  SCOPEBOX_STEPS: '1000',
  SCOPEBOX_FUZZ: '2000',
  SCOPEBOX_LEVELS: '10000',
  SCOPEBOX_FILES: '1000000',
  SCOPEBOX_RUNS: '50000',
};
/** Parts of the paths of their files. */
const TESTS = [
  'tests/device/volume',
  'tests/device/snapshot',
  'tests/device/applyChanges',
  'tests/system/',
  'tests/mediaextractor/fuzz',
  'tests/providers/media/queryProperties',
  'tests/providers/media/hostile',
];

endWithParent();
await main().catch(explainAndExit);

async function main() {
  await prepare();
  // Fifty kills take minutes where a test of CI takes seconds.
  const args = ['run', 'unit', '--', ...TESTS, '--testTimeout=3600000'];
  const { code } = await runNpm(args, { env: { ...FULL, ...toolEnvironment() } });
  process.exitCode = code;
}
