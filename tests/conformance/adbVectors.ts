// Vector files whose cases are commands of a real adb: what they say, and whether a run was as they say.
import type { Ran } from '../adb/adbClient.ts';

export type Expectation = Readonly<{
  /** Exact. */
  stdout?: string;
  stderr?: string;
  exit?: number;
  /** Dots match line ends. */
  stdoutRegex?: string;
  stderrRegex?: string;
  combinedRegex?: string;
  /** The same lines in any order; empty ones do not count. */
  stdoutLinesUnordered?: readonly string[];
  stdoutFirstLine?: string;
  /** The last line that is not empty. */
  stdoutLastLine?: string;
}>;

export type AdbStep = Readonly<{
  /** After `-s SERIAL`; $HOST is a folder of this computer, as in the names of hostFiles. */
  argv: readonly string[];
  stdin?: string;
  hostFiles?: Readonly<Record<string, string>>;
  expect: Expectation;
}>;

export type AdbVector = Readonly<{
  id: string;
  title?: string;
  api?: number;
  hostFiles?: Readonly<Record<string, string>>;
}> &
  (AdbStep | Readonly<{ steps: readonly AdbStep[] }>);

export type AdbFixture = Readonly<{
  api: number;
  dirs: readonly string[];
  mediastore: Readonly<{ columns: readonly string[]; rows: readonly (readonly FixtureCell[])[] }>;
  /** Texts by path of the device. */
  files: Readonly<Record<string, string>>;
  packages: readonly FixturePackage[];
  settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}>;

export type FixtureCell = string | number | null | Readonly<{ blob: string }>;

export type FixturePackage = Readonly<{
  name: string;
  uid: number;
  targetSdk: number;
  versionCode?: number;
  versionName?: string;
  path?: string;
  installer?: string | null;
  system?: boolean;
  requested: readonly string[];
  /** State of runtime permissions; the flags are PackageManager's bits. */
  runtime?: Readonly<Record<string, Readonly<{ granted: boolean; flags: number }>>>;
}>;

export type AdbVectors = Readonly<{ fixture: AdbFixture; vectors: readonly AdbVector[] }>;

/** Whether a vector file is one of these. */
export function isAdbVectors(file: unknown): file is AdbVectors {
  if (typeof file !== 'object' || file === null || !('vectors' in file) || !Array.isArray(file.vectors)) return false;
  return 'fixture' in file && file.vectors.every((vector) => 'id' in vector && ('argv' in vector || 'steps' in vector));
}

/** The invocations of a vector, in order. */
export function stepsOf(vector: AdbVector): readonly AdbStep[] {
  return 'steps' in vector ? vector.steps : [vector];
}

/** The command line that adb makes of its arguments; null where they are no command of the shell. */
export function lineOf([command, ...words]: readonly string[]): string | null {
  if (command === 'shell') return words.join(' ');
  if (command !== 'exec-out') return null;
  const [first = '', ...rest] = words;
  return [first, ...rest.map((word) => `'${word.replaceAll("'", "'\\''")}'`)].join(' ');
}

/** What a run was, as far as it is not what was expected; null when it is. */
export function differenceOf(expected: Expectation, ran: Ran): Partial<Ran> | null {
  const { stdout, stderr, exit } = ran;
  const lines = stdout.split('\n').filter((line) => line !== '');
  const isSame =
    isOr(expected.stdout, stdout) &&
    isOr(expected.stderr, stderr) &&
    isOr(expected.exit, exit) &&
    matchesOr(expected.stdoutRegex, stdout) &&
    matchesOr(expected.stderrRegex, stderr) &&
    matchesOr(expected.combinedRegex, stdout + stderr) &&
    isOr(expected.stdoutFirstLine, stdout.split('\n', 1)[0]) &&
    isOr(expected.stdoutLastLine, lines.at(-1) ?? '') &&
    isOr(expected.stdoutLinesUnordered?.toSorted().join('\n'), lines.toSorted().join('\n'));
  return isSame ? null : ran;
}

function isOr<T>(expected: T | undefined, actual: T): boolean {
  return expected === undefined || expected === actual;
}

function matchesOr(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || new RegExp(pattern, 's').test(text);
}
