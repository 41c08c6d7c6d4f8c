// The folder below a device, watched: what of main/ changes something in it is told, in whichever test that happens.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Guarded = { readonly isWritten: () => boolean; readonly breaches: string[] };

const PROJECT = resolve(import.meta.dirname, '../..') + sep;
const MAIN = `${PROJECT}main${sep}`;

/** What changes the place its first argument names. */
const CHANGES = ['writeFile', 'appendFile', 'truncate', 'mkdir', 'rmdir', 'rm', 'unlink', 'utimes', 'lutimes', 'chmod'];
/** What changes both places, and what changes the second one. */
const BOTH = ['rename', 'link'];
const SECOND = ['copyFile', 'symlink', 'cp'];

const guarded = new Map<string, Guarded>();

/**
 * @param isWritten whether the folder is written through at this moment, on purpose
 * @returns what has been changed in it so far; its end ends the watch
 */
export function guardFolder(
  folder: string,
  isWritten: () => boolean,
): Disposable & Readonly<{ breaches: readonly string[] }> {
  install();
  const one: Guarded = { isWritten, breaches: [] };
  guarded.set(folder, one);
  const end = () => {
    // A second start on the folder has its own.
    if (guarded.get(folder) === one) guarded.delete(folder);
  };
  return { breaches: one.breaches, [Symbol.dispose]: end };
}

let isInstalled = false;

function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  for (const [module, suffix] of [
    [fs, 'Sync'],
    [fs, ''],
    [fs.promises, ''],
  ] as const) {
    for (const name of CHANGES) watch(module, name + suffix, ([path]) => [path]);
    for (const name of BOTH) watch(module, name + suffix, ([from, to]) => [from, to]);
    for (const name of SECOND) watch(module, name + suffix, ([, to]) => [to]);
    watch(module, `open${suffix}`, ([path, flags]) => (onlyReads(flags) ? [] : [path]));
  }
  syncBuiltinESMExports();
}

function onlyReads(flags: unknown): boolean {
  if (typeof flags === 'number')
    return (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) === 0;
  return flags === undefined || flags === 'r' || flags === 'rs' || typeof flags === 'function';
}

function watch(module: object, name: string, changed: (args: readonly unknown[]) => readonly unknown[]): void {
  const calls = module as Record<string, Call>;
  const original = calls[name];
  if (original === undefined) throw new Error(`There is no ${name}.`);
  calls[name] = function (...args) {
    if (guarded.size > 0) for (const path of changed(args)) look(name, path);
    return original.apply(this, args);
  };
}

function look(name: string, path: unknown): void {
  if (typeof path !== 'string') return;
  for (const [folder, { isWritten, breaches }] of guarded) {
    if (path !== folder && !path.startsWith(folder + sep)) continue;
    const place = callerInProject();
    // A test may do in its folder what a user does.
    if (place.includes(MAIN) && !isWritten()) breaches.push(`${name} ${path} ${place.trim()}`);
  }
}

/** The nearest line of the stack that is ours. */
function callerInProject(): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  Error.stackTraceLimit = before;
  const isOurs = (line: string) => line.includes(PROJECT) && !/node_modules|guardedFolder/.test(line);
  return lines.find(isOurs) ?? '';
}
