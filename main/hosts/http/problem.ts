// What goes wrong, as RFC 9457 tells it: application/problem+json.
import type { z } from 'zod';
import { Throwable, type ThrowableName } from '../../../contract/android/errors.ts';

/** A field that is not as it has to be. */
export type FieldProblem = Readonly<{
  in: 'path' | 'query' | 'body';
  /** A JSON pointer such as /values/title; empty for the whole. */
  pointer: string;
  message: string;
}>;

type ProblemOptions = Readonly<{
  headers?: Readonly<Record<string, string>>;
  errors?: readonly FieldProblem[];
  cause?: unknown;
}>;

/** Kinds of our own problems: the end of `type`, and the title. */
const KINDS = {
  'unreadable-address': [400, 'The address cannot be read'],
  'no-token': [401, 'A token is missing'],
  refused: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  'wrong-method': [405, 'Another method is needed'],
  conflict: [409, 'Not possible now'],
  'too-large': [413, 'Too large'],
  'not-json': [415, 'JSON is needed'],
  invalid: [400, 'Not as the description says'],
  'malformed-json': [400, 'This is no JSON'],
  internal: [500, 'A fault of Scopebox'],
  restarting: [503, 'The device restarts'],
  'not-answered': [504, 'Nobody answered in time'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type ProblemKind = keyof typeof KINDS;

/** An answer that is no success, for a reason of ours; `message` is one sentence for a person. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldProblem[] | null;

  constructor(kind: ProblemKind, message: string, { headers = {}, errors, cause }: ProblemOptions = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.headers = headers;
    this.errors = errors ?? null;
  }
}

/** What zod found, with the path of each field. */
export function invalid(place: FieldProblem['in'], issues: readonly z.core.$ZodIssue[]): Problem {
  const errors = issues.map(({ path, message }) => ({ in: place, pointer: pointerOf(path), message }));
  const sentence = errors.map(({ pointer, message }) => `${place}${pointer}: ${message}`).join('; ');
  return new Problem('invalid', sentence, { errors });
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * HTTP's number for Android's exceptions. 501 for UnsupportedOperationException: the provider cannot do that, with
 * whatever method of HTTP; 405 would send clients to look for another one.
 */
export const ANDROID_STATUS: Readonly<Record<ThrowableName, number>> = {
  SecurityException: 403,
  RecoverableSecurityException: 403,
  AuthenticationRequiredException: 403,
  FileNotFoundException: 404,
  NoSuchElementException: 404,
  ActivityNotFoundException: 404,
  IllegalArgumentException: 400,
  NullPointerException: 400,
  NumberFormatException: 400,
  StringIndexOutOfBoundsException: 400,
  SQLiteException: 400,
  IllegalStateException: 409,
  OperationCanceledException: 409,
  OperationApplicationException: 409,
  SQLiteConstraintException: 409,
  SQLiteFullException: 507,
  UnsupportedOperationException: 501,
  DeadObjectException: 503,
  IOException: 500,
  RemoteException: 502,
  RuntimeException: 500,
};

export type ProblemDocument = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: object }>;

/** What a client is told of an error. `told`: whether its words are a sentence that was written for a tester. */
export function problemDocument(error: unknown, told: boolean): ProblemDocument {
  if (error instanceof Throwable) return androidProblem(error);
  const problem = error instanceof Problem ? error : ownProblem(error, told);
  const [status, title] = KINDS[problem.kind];
  const errors = problem.errors === null ? {} : { errors: problem.errors };
  const body = { type: `urn:scopebox:problem:${problem.kind}`, title, status, detail: problem.message, ...errors };
  return { status, headers: problem.headers, body };
}

function androidProblem({ name, message, userAction }: Throwable): ProblemDocument {
  // What the C library says of a full disk has a number of its own.
  const status = name === 'IOException' && message.includes('ENOSPC') ? 507 : ANDROID_STATUS[name];
  const words = { type: `urn:scopebox:android:${name}`, title: name, status, detail: message, androidClass: name };
  return { status, headers: {}, body: { ...words, ...(userAction && { userAction }) } };
}

function ownProblem(error: unknown, told: boolean): Problem {
  if (isSentence(error) && told) return new Problem('conflict', error.message);
  return new Problem('internal', 'Something in Scopebox went wrong; its logcat says what.', { cause: error });
}

/** Our own errors are plain, with one sentence; what the engine or the file system throws has a name or a code. */
export function isSentence(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Error' && !('code' in error);
}
