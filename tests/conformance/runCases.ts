// Runs vector cases through the runners of their groups. Reads no file and prints nothing: run.ts does.
import { Throwable } from '../../contract/android/errors.ts';
import type { Group, Groups } from './groups.ts';

export type Case = Readonly<{ name: string; input: unknown; expected: unknown }>;

/** A vector that contradicts Android's source: told apart from a failure, with the source that says so. */
export type Disputed = Readonly<{ file: string; group: string; name: string; source: string; reason: string }>;

export type Difference = Readonly<{ name: string; expected: unknown; actual: unknown; reason?: string }>;

export type GroupReport = Readonly<{
  file: string;
  group: string;
  passed: number;
  failed: readonly Difference[];
  disputed: readonly Difference[];
  /** Cases nobody could run, because the group has no runner. */
  noRunner: number;
}>;

/**
 * The groups of one vector file; whatever is not a list of objects is a note and left alone.
 * @throws {Error} for a case without a name or an expected result, so that none is passed over in silence
 */
export function casesOf(vectors: unknown): readonly (readonly [group: string, cases: readonly Case[]])[] {
  if (!isObject(vectors)) throw new Error('A vector file holds one object whose lists are groups of cases.');
  const lists = Object.entries(vectors).filter(([, value]) => Array.isArray(value) && value.some(isObject));
  return lists.map(
    ([group, list]) => [group, (list as readonly unknown[]).map((each) => asCase(group, each))] as const,
  );
}

/** Runs every case of every group of one file, in order. */
export async function runCases(
  file: string,
  vectors: unknown,
  groups: Groups,
  disputed: readonly Disputed[],
): Promise<readonly GroupReport[]> {
  const reports: GroupReport[] = [];
  for (const [group, cases] of casesOf(vectors)) {
    const runner = Object.hasOwn(groups, group) ? groups[group] : undefined;
    const known = disputed.filter((entry) => entry.file === file && entry.group === group);
    reports.push(await runGroup({ file, group, cases, runner, known }));
  }
  return reports;
}

type GroupRun = Readonly<{
  file: string;
  group: string;
  cases: readonly Case[];
  runner: Group | undefined;
  known: readonly Disputed[];
}>;

async function runGroup({ file, group, cases, runner, known }: GroupRun): Promise<GroupReport> {
  if (runner === undefined) return { file, group, passed: 0, failed: [], disputed: [], noRunner: cases.length };
  const failed: Difference[] = [];
  const disputed: Difference[] = [];
  for (const each of cases) {
    const difference = await runCase(runner, each);
    if (difference === null) continue;
    const dispute = known.find((entry) => entry.name === each.name);
    if (dispute === undefined) failed.push(difference);
    else disputed.push({ ...difference, reason: `${dispute.reason} (${dispute.source})` });
  }
  return { file, group, passed: cases.length - failed.length - disputed.length, failed, disputed, noRunner: 0 };
}

async function runCase(runner: Group, { name, input, expected }: Case): Promise<Difference | null> {
  try {
    const actual = await runner.run(input as never);
    const value = unwrapped(expected);
    const isSame = runner.same?.(actual as never, value as never, input as never) ?? deepEqual(actual, value);
    return isSame || deepEqual(actual, expected) ? null : { name, expected, actual };
  } catch (error) {
    if (error instanceof Throwable && isSameThrowable(error, expected)) return null;
    return { name, expected, actual: `thrown: ${error instanceof Error ? `${error.name}: ${error.message}` : error}` };
  }
}

/** Files whose cases may throw say `{value}` for a result that is a value. */
function unwrapped(expected: unknown): unknown {
  const isWrapped = isObject(expected) && 'value' in expected && Object.keys(expected).length === 1;
  return isWrapped ? expected.value : expected;
}

/** Also for a runner that collects what its steps throw: `{error|exception|throws, message?, messageContains?}`. */
export function isSameThrowable(thrown: Pick<Throwable, 'name' | 'message'>, expected: unknown): boolean {
  if (!isObject(expected)) return false;
  const name = expected.error ?? expected.exception ?? expected.throws;
  const message = expected.message ?? thrown.message;
  const part = expected.messageContains ?? '';
  return name === thrown.name && message === thrown.message && thrown.message.includes(String(part));
}

/** Equality of JSON values: the order of keys is free, an undefined member is an absent one. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => deepEqual(value, b[index]));
  }
  if (Array.isArray(a) || Array.isArray(b) || !isObject(a) || !isObject(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => deepEqual(a[key], b[key]));
}

function asCase(group: string, value: unknown): Case {
  if (isObject(value) && typeof value.name === 'string' && 'expected' in value) return value as Case;
  throw new Error(`Every case of ${group} needs a name and an expected result; found ${JSON.stringify(value)}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
