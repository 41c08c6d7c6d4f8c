// `npm test`: every check there is, in the order in which they are cheapest. The last line counts the tests.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringAdb } from './adb.mjs';
import { bringChromium } from './browser.mjs';
import { endWithParent, explainAndExit, prepare, runNpm, toolEnvironment } from './setup.mjs';
import { conformanceCounts, playwrightCounts, vitestCounts } from './testCounts.mjs';

const reports = mkdtempSync(join(tmpdir(), 'scopebox-test-'));
const report = (name) => join(reports, `${name}.json`);

/** Each step is a script of package.json, so that one of them can be run alone in the same words. */
const steps = [
  { name: 'lint' },
  { name: 'types' },
  { name: 'imports' },
  {
    name: 'unit',
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report('unit')}`],
    counts: vitestCounts,
  },
  { name: 'conformance', env: { SCOPEBOX_REPORT: report('conformance') }, counts: conformanceCounts },
  {
    name: 'e2e',
    // A second chance, told by name as flaky: whoever changes something else is not held up by a race that is left, and
    // whoever looks for it has `npm run e2e`, which gives none.
    args: ['--retries=1', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e') },
    counts: playwrightCounts,
  },
];

endWithParent();
await main().catch(explainAndExit);

async function main() {
  await prepare();
  await bringChromium();
  await bringAdb();
  const env = toolEnvironment();
  const total = { passed: 0, failed: 0 };
  for (const step of steps) {
    const code = await runStep(step, { ...env, ...step.env });
    const { passed, failed } = countsOf(step);
    total.passed += passed;
    // A step that fails without a failing test (a lint error, a crash) is a failure all the same.
    total.failed += code !== 0 ? Math.max(1, failed) : failed;
    if (code === 0) continue;
    process.stderr.write(
      `scopebox: ${step.name} failed with exit code ${code}; run it alone with \`npm run ${step.name}\`\n`,
    );
    process.exitCode = code;
    break;
  }
  rmSync(reports, { recursive: true, force: true });
  console.log(`${total.passed} passed, ${total.failed} failed`);
}

async function runStep({ name, args = [] }, env) {
  const started = performance.now();
  process.stderr.write(`scopebox: ${name}\n`);
  const { code } = await runNpm(['run', '--silent', name, '--', ...args], { env });
  process.stderr.write(`scopebox: ${name} took ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return code;
}

function countsOf({ name, counts }) {
  if (counts === undefined || !existsSync(report(name))) return { passed: 0, failed: 0 };
  return counts(JSON.parse(readFileSync(report(name), 'utf8')));
}
