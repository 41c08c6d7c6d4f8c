import { basename, dirname } from 'node:path';

/** The folder of the built entries, also for what the bundler has put into a folder of its own. */
export function builtFolder(): string {
  return basename(import.meta.dirname) === 'chunks' ? dirname(import.meta.dirname) : import.meta.dirname;
}
