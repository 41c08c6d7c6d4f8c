// What a schema found wrong with something from outside.
import type { z } from 'zod';

/** What zod found, as one line for a person. */
export function sentences(error: Readonly<{ issues: readonly z.core.$ZodIssue[] }>): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
