// FLAG_GRANT_*_URI_PERMISSION in short words.
import { z } from 'zod';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';

export const FLAGS = [
  ['READ', FLAG_GRANT_READ_URI_PERMISSION],
  ['WRITE', FLAG_GRANT_WRITE_URI_PERMISSION],
  ['PERSISTABLE', FLAG_GRANT_PERSISTABLE_URI_PERMISSION],
  ['PREFIX', FLAG_GRANT_PREFIX_URI_PERMISSION],
] as const;

export const flags = z
  .array(z.enum(['READ', 'WRITE', 'PERSISTABLE', 'PREFIX']))
  .describe('FLAG_GRANT_*_URI_PERMISSION by their middle words.');

export function flagWords(words: readonly string[]): number {
  return FLAGS.filter(([word]) => words.includes(word)).reduce((sum, [, flag]) => sum | flag, 0);
}
