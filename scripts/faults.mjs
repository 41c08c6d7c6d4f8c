// `npm run test:faults`: the tests that kill, fill and break things, at their full length; CI runs them shortened.
// `-- --files=100000` has fewer than a million files in one folder, which takes long; `-- --only=WORD` runs the faults
// with that word.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultTable, outcomeOf } from './faultTable.mjs';
import {
  endWithParent,
  explainAndExit,
  nodeBinary,
  prepare,
  root,
  run,
  SetupError,
  toolEnvironment,
} from './setup.mjs';

const options = { files: { type: 'string', default: '1000000' }, only: { type: 'string' } };
const { values } = parseArgs({ options });
const FILES = Number(values.files);

/** Each fault: what it is, the test files, which tests of them (all without it), and how much. */
const FAULTS = [
  ['2,000 broken files: no crash, time limit, memory', ['tests/mediaextractor/fuzz'], null, { FUZZ: 2_000 }],
  ['names of 255 bytes, no UTF-8, newlines, reserved', ['tests/system/indexFaults'], 'strange names'],
  ['links in circles, to nowhere, out of the folder', ['tests/system/indexFaults'], 'links '],
  ['10,000 folders below each other', ['tests/system/indexFaults'], 'folders below folders', { LEVELS: 10_000 }],
  [`${FILES.toLocaleString('en')} files in one folder`, ['tests/system/indexFaults'], 'files in one folder', { FILES }],
  ['permission denied in the middle', ['tests/system/indexMidway'], 'permission'],
  ['a file changes under the hand that opens it', ['tests/system/indexMidway'], 'a file between'],
  ['disk full: a batch of rows, a thumbnail', ['tests/system/indexDisks'], 'of the home'],
  ['disk full: copy-up, rename, deletion', ['tests/device/volumeFullDisk', 'tests/device/volumeFaults'], 'full'],
  ['disk full: state of the device', ['tests/system/fullDisk']],
  ['folder unmounted or read-only while scanned', ['tests/system/indexDisks'], 'of the folder'],
  ['folder removed or replaced while scanned', ['tests/system/indexMidway'], 'the folder'],
  ['folder empty or another one at the start', ['tests/device/knownFolder', 'tests/system/folderAway']],
  ['a disk inside of the folder goes and comes back', ['tests/system/diskInside']],
  ['the clock jumps', ['tests/system/indexMidway'], 'a clock'],
  ['kill -9 during a scan', ['tests/system/indexKilled'], null, { ROUNDS: 50 }],
  ['kill -9 during copy-up, rename, deletion', ['tests/device/volumeCrash'], null, { ROUNDS: 50 }],
  ['kill -9 at each change of an operation', ['tests/device/volumeFaults'], 'killed'],
  ['kill -9 among writes of apps', ['tests/system/mediaWritesKilled'], null, { ROUNDS: 50 }],
  ['kill -9 while a snapshot is saved or restored', ['tests/system/snapshotKilled'], null, { ROUNDS: 50 }],
  ['kill -9 and full disk at each change of a snapshot', ['tests/device/snapshot']],
  ['kill -9 and full disk while changes are applied', ['tests/device/applyChanges']],
  ['kill -9 among grants', ['tests/system/killed.test'], null, { ROUNDS: 50 }],
  ['a volume against its model, 1,000 steps', ['tests/device/volumeProperties'], null, { STEPS: 1_000 }],
  ['manifests, requests and clocks that make no sense', ['tests/system/badInput']],
  ['50,000 random queries', ['tests/providers/media/queryProperties'], null, { RUNS: 50_000 }],
  ['hostile arguments', ['tests/providers/media/hostile']],
  ['10,000 streams of broken adb packets', ['tests/adb/fuzz'], null, { STREAMS: 10_000 }],
];

endWithParent();
await main().catch(explainAndExit);

async function main() {
  if (!Number.isSafeInteger(FILES) || FILES < 1) {
    throw new SetupError(`--files=${values.files} is no number of files: give a whole one, such as --files=100000.`);
  }
  await prepare({ build: false });
  const faults = FAULTS.filter(([name]) => values.only === undefined || name.includes(values.only));
  const reports = mkdtempSync(join(tmpdir(), 'scopebox-faults-report-'));
  const rows = [];
  try {
    for (const fault of faults) rows.push(await runFault(fault, join(reports, 'report.json')));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  console.log(`\n${faultTable(rows)}`);
  const isBad = rows.length === 0 || rows.some(({ result }) => result === 'FAILED');
  process.exitCode = isBad ? 1 : 0;
}

async function runFault([name, files, pattern = null, amounts = {}], report) {
  process.stderr.write(`scopebox: ${name}\n`);
  const started = performance.now();
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files, '--testTimeout=3600000'];
  // What the tests print is worth reading: seeds, memory, why something is skipped.
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  if (pattern !== null) args.push('-t', pattern);
  const env = { ...toolEnvironment() };
  for (const [what, amount] of Object.entries(amounts)) env[`SCOPEBOX_${what}`] = String(amount);
  rmSync(report, { force: true });
  const { code } = await run(nodeBinary(), args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = (performance.now() - started) / 1000;
  return { name, seconds, ...outcomeOf(code, readReport(report), pattern) };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
