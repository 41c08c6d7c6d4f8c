// `npm run conformance`: every vector of a folder through the code, as a table for people and JSON for machines. Cases that are
// commands of adb: through our shell alone, and a few of each kind through a real client where there is one.
// `-- --adb PATH [--serial SERIAL]`: all of those through that client; on devices of ours, or on that one: emulator-5554,
// 192.168.1.7:5555, as `adb devices` names it or `adb connect` takes it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isAdbVectors } from './adbVectors.ts';
import type { Difference, Disputed, GroupReport } from './runCases.ts';
import { runCases } from './runCases.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const DISPUTED = join(PROJECT, 'fixtures/golden/disputed.json');
const LONGEST_VALUE = 600;

type Arguments = Readonly<{ adb?: string | undefined; serial?: string | undefined }>;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { adb: { type: 'string' }, serial: { type: 'string' } } });
  const folder = resolve(PROJECT, process.env.SCOPEBOX_VECTORS ?? 'fixtures/golden');
  const reports: GroupReport[] = [];
  for (const file of vectorFiles(folder)) {
    const vectors = readJson(join(folder, file));
    try {
      reports.push(...(await reportsOf(file, vectors, values)));
    } catch (cause) {
      throw new Error(`The vectors of ${join(folder, file)} could not be run: ${cause}`, { cause });
    }
  }
  if (reports.length === 0) throw new Error(`No vector in ${folder} is ${values.adb ? 'a command of adb' : 'a case'}.`);
  console.log([...table(reports), ...problems(reports), ...summary(reports)].join('\n'));
  writeReport(reports);
  const { failed, noRunner } = totals(reports);
  process.exitCode = failed > 0 || noRunner > 0 ? 1 : 0;
}

/** A run needs a client, or does not: each of the two leaves the other's files alone. */
async function reportsOf(file: string, vectors: unknown, { adb, serial }: Arguments): Promise<readonly GroupReport[]> {
  if (isAdbVectors(vectors)) {
    const [{ runAdbVectors, sampleOf }, { findAdb }] = await Promise.all([
      import('./adbRun.ts'),
      import('../adb/adbClient.ts'),
    ]);
    if (adb !== undefined) return runAdbVectors(file, vectors, { path: adb, serial: serial ?? null });
    const { runShellVectors } = await import('./shellRun.ts');
    const ran = await runShellVectors(file, vectors);
    const { path, reason } = findAdb();
    const what = path === null ? `none, because ${reason}` : 'a few; -- --adb PATH runs all of them';
    console.log(`${file}: through our shell, and through a real client ${what}\n`);
    if (path === null) return ran;
    return [...ran, ...(await runAdbVectors(file, sampleOf(vectors), { path, serial: null }))];
  }
  if (adb !== undefined) return [];
  const { allGroups } = await import('./allGroups.ts');
  return runCases(file, vectors, allGroups, readDisputed());
}

function vectorFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new Error(`The folder of vectors ${folder} does not exist; check SCOPEBOX_VECTORS.`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'disputed.json');
  if (files.length === 0)
    throw new Error(`The folder of vectors ${folder} holds no .json file; check SCOPEBOX_VECTORS.`);
  return files.sort();
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The file ${path} could not be read as JSON (${why}); repair or remove it.`, { cause });
  }
}

function readDisputed(): readonly Disputed[] {
  if (!existsSync(DISPUTED)) return [];
  const entries = readJson(DISPUTED);
  if (Array.isArray(entries)) return entries;
  throw new Error(`The file ${DISPUTED} is not a list of {file, group, name, source, reason}; repair it.`);
}

function table(reports: readonly GroupReport[]): readonly string[] {
  const width = Math.max(...reports.map(({ group }) => group.length), 'group'.length);
  const row = (group: string, ...cells: readonly (string | number)[]) =>
    `  ${group.padEnd(width)}${cells.map((cell) => String(cell).padStart(11)).join('')}`;
  const cells = (one: GroupReport) => row(one.group, one.passed, one.failed.length, one.disputed.length, one.noRunner);
  return [...new Set(reports.map(({ file }) => file))].flatMap((file) => [
    file,
    row('group', 'passed', 'failed', 'disputed', 'no runner'),
    ...reports.filter((report) => report.file === file).map(cells),
    '',
  ]);
}

function problems(reports: readonly GroupReport[]): readonly string[] {
  return reports.flatMap((one) => [
    ...one.failed.flatMap((difference) => told('FAILED', one, difference)),
    ...one.disputed.flatMap((difference) => told('disputed', one, difference)),
  ]);
}

function told(word: string, { file, group }: GroupReport, { name, expected, actual, reason }: Difference) {
  return [
    `${word} ${file} ${group}: ${name}`,
    ...(reason === undefined ? [] : [`  because  ${reason}`]),
    `  expected ${short(expected)}`,
    `  actual   ${short(actual)}`,
    '',
  ];
}

function short(value: unknown): string {
  const text = JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? `${each}n` : each)) ?? 'undefined';
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function totals(reports: readonly GroupReport[]) {
  const sum = (count: (report: GroupReport) => number) => reports.reduce((all, report) => all + count(report), 0);
  return {
    passed: sum((report) => report.passed),
    failed: sum((report) => report.failed.length),
    disputed: sum((report) => report.disputed.length),
    noRunner: sum((report) => report.noRunner),
  };
}

function summary(reports: readonly GroupReport[]): readonly string[] {
  const { passed, failed, disputed, noRunner } = totals(reports);
  const without = reports.filter((report) => report.noRunner > 0).map(({ group }) => group);
  return [
    `${passed} passed, ${failed} failed`,
    `${disputed} disputed`,
    `${noRunner} cases in ${without.length} groups without a runner${without.length > 0 ? `: ${without.join(', ')}` : ''}`,
  ];
}

function writeReport(reports: readonly GroupReport[]): void {
  const path = process.env.SCOPEBOX_REPORT;
  if (path === undefined || path === '') return;
  const report = { ...totals(reports), groups: reports };
  writeFileSync(path, `${JSON.stringify(report, (_key, each) => (typeof each === 'bigint' ? `${each}n` : each), 2)}\n`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
