// `npm run measure`: the shape of the sources in numbers. A miss of a hard bar ends with 1; the others are for judging.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseSync } from '@swc/core';

const clone = resolve(import.meta.dirname, '..');

/** A figure and where it was found. */
type Found = Readonly<{ value: number; where: string }>;
type Bar = Readonly<{ name: string; value: string; met: boolean; hard: boolean }>;
/** A part of swc's tree; the function of a method is one without a type. */
type Node = Readonly<{ type?: string; span?: Readonly<{ start: number; end: number }> } & Record<string, unknown>>;

const findings = {
  fileLines: [] as Found[],
  functionLines: [] as Found[],
  parameters: [] as Found[],
  imports: [] as Found[],
  any: [] as string[],
  nonNull: [] as string[],
  as: [] as string[],
  enums: [] as string[],
  defaults: [] as string[],
};
let commentLines = 0;
let codeLines = 0;

const listed = execFileSync('git', ['-C', clone, 'ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
});
const all = listed
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && existsSync(join(clone, file)));
const sources = all.filter((file) => /^(contract|main|mediaextractor|preload|renderer|sdk)\//.test(file));
const tests = all.filter((file) => file.startsWith('tests/'));
const read = (file: string) => readFileSync(join(clone, file), 'utf8');

for (const file of sources) measureFile(file, read(file));
const bars = judge();
for (const { name, value, met, hard } of bars) {
  console.log(`${met ? 'ok  ' : hard ? 'MISS' : 'soft'} ${name.padEnd(38)} ${value}`);
}
process.exitCode = bars.every(({ met, hard }) => met || !hard) ? 0 : 1;

function measureFile(file: string, text: string): void {
  const lines = text.split('\n');
  findings.fileLines.push({ value: lines.length - 1, where: file });
  commentLines += lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length;
  codeLines += lines.filter((line) => line.trim() !== '').length;
  // Positions count on from file to file; a first statement of our own tells where this one begins.
  const first = '0;';
  const tree = parseSync(first + text, { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2022' });
  const bytes = Buffer.from(first + text);
  const lineAt = (position: number) =>
    bytes
      .subarray(0, position - tree.span.start)
      .toString()
      .split('\n').length;
  const place = (node: Node) => `${file}:${lineAt(node.span?.start ?? tree.span.start)}`;
  let imports = 0;
  walk(tree, (node) => {
    if (node.type === 'ImportDeclaration') imports += 1;
    noteWords(node, place);
    noteFunction(node, place, lineAt);
  });
  findings.imports.push({ value: imports, where: file });
}

function noteWords(node: Node, place: (node: Node) => string): void {
  if (node.type === 'TsKeywordType' && node.kind === 'any') findings.any.push(place(node));
  if (node.type === 'TsNonNullExpression') findings.nonNull.push(place(node));
  if (node.type === 'TsAsExpression') findings.as.push(place(node));
  if (node.type === 'TsEnumDeclaration') findings.enums.push(place(node));
  if (node.type?.startsWith('ExportDefault')) findings.defaults.push(place(node));
}

function noteFunction(node: Node, place: (node: Node) => string, lineAt: (position: number) => number): void {
  const body = node.body;
  const { params, span } = node;
  if (!isNode(body) || body.type !== 'FunctionBody' || !Array.isArray(params) || span === undefined) return;
  const where = place(node);
  findings.functionLines.push({ value: lineAt(span.end) - lineAt(span.start) + 1, where });
  findings.parameters.push({ value: params.length, where });
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
    return;
  }
  visit(node as Node);
  for (const child of Object.values(node)) walk(child, visit);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function at(found: readonly Found[], share: number): number {
  const sorted = found.map(({ value }) => value).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function most(found: readonly Found[]): Found {
  return found.reduce((top, one) => (one.value > top.value ? one : top), { value: 0, where: '' });
}

function judge(): readonly Bar[] {
  const { fileLines, functionLines, parameters, imports, any, nonNull, as, enums, defaults } = findings;
  const told = ({ value, where }: Found) => `${value} ${where}`;
  const some = (places: readonly string[]) => `${places.length} ${places.slice(0, 3).join(' ')}`;
  const files = most(fileLines);
  const functions = most(functionLines);
  const widest = most(parameters);
  const busiest = most(imports.filter(({ where }) => where !== 'main/system.ts'));
  const casts = ((nonNull.length + as.length) / Math.max(1, codeLines)) * 1000;
  const comments = (commentLines / Math.max(1, codeLines)) * 100;
  const testLines = tests.reduce((sum, file) => sum + read(file).split('\n').length, 0);
  const sourceLines = fileLines.reduce((sum, { value }) => sum + value, 0);
  const ratio = testLines / Math.max(1, sourceLines);
  const waiting = sources.filter((file) => /\b(TODO|FIXME|XXX)\b/.test(read(file)));
  const impatient = sources.filter((file) => bypassesClock(file));
  const untested = sources.filter((file) => file.startsWith('main/') && !hasTest(file));
  return [
    { name: 'files', value: `${sources.length}, ${sourceLines} lines`, met: true, hard: false },
    { name: 'file lines, median', value: `${at(fileLines, 0.5)}`, met: at(fileLines, 0.5) <= 100, hard: false },
    { name: 'file lines, 90 of 100', value: `${at(fileLines, 0.9)}`, met: at(fileLines, 0.9) <= 250, hard: false },
    { name: 'file lines, most', value: told(files), met: files.value <= 400, hard: true },
    {
      name: 'function lines, 90 of 100',
      value: `${at(functionLines, 0.9)}`,
      met: at(functionLines, 0.9) <= 30,
      hard: false,
    },
    { name: 'function lines, most', value: told(functions), met: functions.value <= 60, hard: true },
    { name: 'parameters, most', value: told(widest), met: widest.value <= 4, hard: true },
    { name: 'imports, most (but system.ts)', value: told(busiest), met: busiest.value <= 15, hard: false },
    { name: 'any', value: some(any), met: any.length === 0, hard: true },
    {
      name: '! and as per 1000 lines',
      value: `${casts.toFixed(1)} (${nonNull.length} and ${as.length})`,
      met: casts <= 3,
      hard: false,
    },
    {
      name: 'enums and default exports',
      value: some([...enums, ...defaults]),
      met: enums.length + defaults.length === 0,
      hard: true,
    },
    { name: 'files with a TODO', value: some(waiting), met: waiting.length === 0, hard: true },
    { name: 'main/ files that go round the clock', value: some(impatient), met: impatient.length === 0, hard: true },
    { name: 'comment lines per 100', value: comments.toFixed(0), met: comments <= 15, hard: false },
    { name: 'test lines per source line', value: ratio.toFixed(2), met: ratio >= 0.8, hard: false },
    { name: 'main/ files without a test of the name', value: some(untested), met: untested.length === 0, hard: false },
  ];
}

function bypassesClock(file: string): boolean {
  const may = ['main/device/clock.ts', 'main/device/realTime.ts'].includes(file) || file.startsWith('main/hosts/');
  if (!file.startsWith('main/') || may) return false;
  return /\b(Date\.now|new Date\(\)|setTimeout|setInterval|Math\.random)\b/.test(read(file));
}

/** Looks for tests/<where the file is>/<name>.test.ts, and elsewhere by its name. */
function hasTest(file: string): boolean {
  if (!/\bfunction\b|=>|\bclass\b/.test(read(file))) return true;
  const name = basename(file).replace(/\.tsx?$/, '');
  return tests.some((test) => basename(test).startsWith(`${name}.`));
}
