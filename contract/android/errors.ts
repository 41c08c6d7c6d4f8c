// The exceptions an app can see, by their Java simple class names.

/** Closed list: a name outside of it is a bug of ours, never an app's business. */
export const THROWABLE_NAMES = [
  'SecurityException',
  'RecoverableSecurityException',
  'FileNotFoundException',
  'IllegalArgumentException',
  'IllegalStateException',
  'UnsupportedOperationException',
  'OperationCanceledException',
  'ActivityNotFoundException',
  'SQLiteException',
  'NullPointerException',
  'NoSuchElementException',
  'DeadObjectException',
  'SQLiteConstraintException',
  'SQLiteFullException',
  'OperationApplicationException',
  'IOException',
  'AuthenticationRequiredException',
  'RuntimeException',
  'RemoteException',
  'NumberFormatException',
  'StringIndexOutOfBoundsException',
] as const;

export type ThrowableName = (typeof THROWABLE_NAMES)[number];

/** RecoverableSecurityException: what the app can show its user, and start when the user agrees. */
export type UserAction = Readonly<{
  userMessage: string;
  /** Title of RecoverableSecurityException.getUserAction(). */
  title: string;
  /** For Context.startIntentSenderForResult. */
  actionIntent: number;
}>;

/**
 * An exception the calling app would see, with Android's class and words.
 * Any other Error that escapes a service is a bug of ours and is reported as such.
 */
export class Throwable extends Error {
  override readonly name: ThrowableName;
  /** null for everything but a RecoverableSecurityException and an AuthenticationRequiredException. */
  readonly userAction: UserAction | null;

  constructor(
    name: ThrowableName,
    message: string,
    options: Readonly<{ cause?: unknown; userAction?: UserAction }> = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = name;
    this.userAction = options.userAction ?? null;
  }
}

/** Whether a name that came over a wire is one of Android's exceptions. */
export function isThrowableName(name: string): name is ThrowableName {
  return THROWABLE_NAMES.some((known) => known === name);
}
