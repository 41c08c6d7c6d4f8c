// How a scenario says what it expects: a value for equality, a few words of a mapping for anything else.
import { isDeepStrictEqual } from 'node:util';

type Check = (expected: unknown, actual: unknown) => boolean;

/** The words a mapping may be made of to expect more than a value. */
const CHECKS: Readonly<Record<string, Check>> = {
  contains: (expected, actual) =>
    Array.isArray(actual)
      ? actual.some((each) => mismatch(expected, each) === null)
      : String(actual).includes(String(expected)),
  startsWith: (expected, actual) => typeof actual === 'string' && actual.startsWith(String(expected)),
  endsWith: (expected, actual) => typeof actual === 'string' && actual.endsWith(String(expected)),
  matches: (expected, actual) => typeof actual === 'string' && new RegExp(String(expected), 'u').test(actual),
  atLeast: (expected, actual) => isNumber(actual) && Number(actual) >= Number(expected),
  atMost: (expected, actual) => isNumber(actual) && Number(actual) <= Number(expected),
  count: (expected, actual) => Array.isArray(actual) && mismatch(expected, actual.length) === null,
  not: (expected, actual) => mismatch(expected, actual) !== null,
  anyOf: (expected, actual) => Array.isArray(expected) && expected.some((each) => mismatch(each, actual) === null),
  inAnyOrder: (expected, actual) =>
    Array.isArray(expected) && Array.isArray(actual) && isDeepStrictEqual(sorted(expected), sorted(actual)),
};

/**
 * What is wrong with a value, in words; null when it is as expected. Numbers and texts of numbers are the same; a mapping
 * has to have what is expected, and may have more; a list has to be as long.
 */
export function mismatch(expected: unknown, actual: unknown, at = ''): string | null {
  if (isMapping(expected)) return mappingMismatch(expected, actual, at);
  if (Array.isArray(expected)) return listMismatch(expected, actual, at);
  const isSame = isNumber(expected) && isNumber(actual) ? Number(expected) === Number(actual) : expected === actual;
  return isSame ? null : told(at, inWords(expected), actual);
}

function mappingMismatch(expected: Readonly<Record<string, unknown>>, actual: unknown, at: string): string | null {
  const entries = Object.entries(expected);
  const isCheck = entries.length > 0 && entries.every(([word]) => Object.hasOwn(CHECKS, word));
  if (isCheck) {
    const failed = entries.find(([word, wanted]) => CHECKS[word]?.(wanted, actual) === false);
    return failed === undefined ? null : told(at, `${failed[0]} ${inWords(failed[1])}`, actual);
  }
  if (!isMapping(actual)) return told(at, inWords(expected), actual);
  for (const [key, wanted] of entries) {
    const found = mismatch(wanted, actual[key], at === '' ? key : `${at}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function listMismatch(expected: readonly unknown[], actual: unknown, at: string): string | null {
  if (!Array.isArray(actual) || actual.length !== expected.length) return told(at, inWords(expected), actual);
  for (const [index, wanted] of expected.entries()) {
    const found = mismatch(wanted, actual[index], `${at}[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

function told(at: string, expected: string, actual: unknown): string {
  return `${at === '' ? '' : `${at}: `}expected ${expected}, found ${inWords(actual)}`;
}

/** A value on one line, shortened. */
export function inWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function sorted(list: readonly unknown[]): readonly string[] {
  return list.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).toSorted();
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}
