// Android's exceptions as classes, for `catch (error) { if (error instanceof SecurityException) … }`, with Java's hierarchy.
import { Throwable, type ThrowableName, type UserAction } from './errors.ts';

type Options = Readonly<{ cause?: unknown; userAction?: UserAction }>;

/**
 * Whatever was made by its name, or came over a wire, is an instance of its class too: `instanceof` goes by the name.
 */
abstract class Exception extends Throwable {
  /** Java's simple name of the class. */
  static readonly exceptionName: ThrowableName;

  constructor(message: string, options: Options = {}) {
    super(new.target.exceptionName, message, options);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!(value instanceof Throwable)) return false;
    for (
      let each: unknown = CLASSES.get(value.name);
      each !== undefined && each !== null;
      each = Object.getPrototypeOf(each)
    )
      // biome-ignore lint/complexity/noThisInStatic: each subclass asks for itself.
      if (each === this) return true;
    return false;
  }
}

export class IOException extends Exception {
  static override readonly exceptionName: ThrowableName = 'IOException';
}
export class FileNotFoundException extends IOException {
  static override readonly exceptionName: ThrowableName = 'FileNotFoundException';
}
export class RemoteException extends Exception {
  static override readonly exceptionName: ThrowableName = 'RemoteException';
}
/** The device, or the process that was asked, is gone. */
export class DeadObjectException extends RemoteException {
  static override readonly exceptionName: ThrowableName = 'DeadObjectException';
}
export class OperationApplicationException extends Exception {
  static override readonly exceptionName: ThrowableName = 'OperationApplicationException';
}
export class RuntimeException extends Exception {
  static override readonly exceptionName: ThrowableName = 'RuntimeException';
}
export class SecurityException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'SecurityException';
}
/** Has a `userAction` to show the user. */
export class RecoverableSecurityException extends SecurityException {
  static override readonly exceptionName: ThrowableName = 'RecoverableSecurityException';
}
/** Has a `userAction` that signs in. */
export class AuthenticationRequiredException extends SecurityException {
  static override readonly exceptionName: ThrowableName = 'AuthenticationRequiredException';
}
export class IllegalArgumentException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'IllegalArgumentException';
}
export class NumberFormatException extends IllegalArgumentException {
  static override readonly exceptionName: ThrowableName = 'NumberFormatException';
}
export class IllegalStateException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'IllegalStateException';
}
export class UnsupportedOperationException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'UnsupportedOperationException';
}
/** What an aborted AbortSignal makes of a call. */
export class OperationCanceledException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'OperationCanceledException';
}
export class ActivityNotFoundException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'ActivityNotFoundException';
}
export class NullPointerException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'NullPointerException';
}
export class NoSuchElementException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'NoSuchElementException';
}
export class StringIndexOutOfBoundsException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'StringIndexOutOfBoundsException';
}
export class SQLiteException extends RuntimeException {
  static override readonly exceptionName: ThrowableName = 'SQLiteException';
}
export class SQLiteConstraintException extends SQLiteException {
  static override readonly exceptionName: ThrowableName = 'SQLiteConstraintException';
}
export class SQLiteFullException extends SQLiteException {
  static override readonly exceptionName: ThrowableName = 'SQLiteFullException';
}

const CLASSES: ReadonlyMap<ThrowableName, typeof Exception> = new Map(
  [
    ...[IOException, FileNotFoundException, RemoteException, DeadObjectException, OperationApplicationException],
    ...[RuntimeException, SecurityException, RecoverableSecurityException, AuthenticationRequiredException],
    ...[IllegalArgumentException, NumberFormatException, IllegalStateException, UnsupportedOperationException],
    ...[OperationCanceledException, ActivityNotFoundException, NullPointerException, NoSuchElementException],
    ...[StringIndexOutOfBoundsException, SQLiteException, SQLiteConstraintException, SQLiteFullException],
  ].map((each) => [each.exceptionName, each]),
);
