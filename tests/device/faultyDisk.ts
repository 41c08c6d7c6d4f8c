// A disk that fails at a chosen change: nothing reaches it any more, as after kill -9, or it is full for that one.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Killed: the change and all later ones do not happen, but for half a write. Full: what needs room fails once. Kept: a file is not deleted, once. */
export type Fault = Readonly<{ kind: 'killed' | 'full' | 'kept'; at: number }>;

const CODES = { killed: 'KILLED', full: 'ENOSPC', kept: 'EACCES' } as const;

type Call = (...args: never[]) => unknown;

const NEEDS_ROOM = ['mkdirSync', 'renameSync', 'writeFileSync', 'openSync', 'writeSync'];
const NEEDS_NONE = ['rmSync', 'rmdirSync', 'unlinkSync', 'utimesSync', 'truncateSync', 'ftruncateSync'];
const NEEDS_ROOM_LATER = ['copyFile', 'link', 'mkdir'];
const NEEDS_NONE_LATER = ['utimes', 'chmod'];

/** @returns how many changes were tried, up to and with the one that failed; `failed` says whether it came to that */
export async function withFault(fault: Fault, run: () => Promise<unknown>): Promise<{ failed: boolean }> {
  let changes = 0;
  const isFatal = () => ++changes === fault.at || (fault.kind === 'killed' && changes > fault.at);
  const restore = [
    replace(fs, fault.kind === 'kept' ? ['unlinkSync'] : NEEDS_ROOM, fault, isFatal),
    replace(fs.promises, fault.kind === 'kept' ? [] : NEEDS_ROOM_LATER, fault, isFatal),
    ...(fault.kind === 'killed'
      ? [replace(fs, NEEDS_NONE, fault, isFatal), replace(fs.promises, NEEDS_NONE_LATER, fault, isFatal)]
      : []),
  ];
  syncBuiltinESMExports();
  try {
    await run();
  } finally {
    for (const undo of restore) undo();
    syncBuiltinESMExports();
  }
  return { failed: changes >= fault.at };
}

function replace(module: object, names: readonly string[], { kind }: Fault, isFatal: () => boolean): () => void {
  const calls = module as Record<string, Call>;
  const originals = names.map((name) => [name, calls[name]] as const);
  for (const [name, original] of originals) {
    calls[name] = (...args: never[]) => {
      if (!isChange(name, args, kind) || !isFatal()) return original?.(...args);
      if (kind === 'killed' && name === 'writeSync') tornWrite(...(args as unknown as [number, Uint8Array]));
      const error = Object.assign(new Error(`The disk ended in ${name}.`), {
        code: CODES[kind],
      });
      if (module === fs) throw error;
      return Promise.reject(error);
    };
  }
  return () => {
    for (const [name, original] of originals) if (original !== undefined) calls[name] = original;
  };
}

/** Opening a file to read it changes nothing, and one byte over another needs no room. */
function isChange(name: string, args: readonly unknown[], kind: Fault['kind']): boolean {
  if (name === 'openSync') return args[1] === 'a' || args[1] === 'w' || args[1] === 'wx';
  return !(kind === 'full' && name === 'writeSync' && typeof args[1] === 'string');
}

function tornWrite(file: number, bytes: Uint8Array | string): void {
  if (typeof bytes !== 'string') fs.writevSync(file, [bytes.subarray(0, bytes.length >> 1)]);
}
