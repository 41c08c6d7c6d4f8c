// Ends this very process as kill -9 does, at a moment that is counted and not timed.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

/** After so many turns of the event loop and of promises, or before one of the changes it makes on disk, statements of the database among them. */
export type Moment = Readonly<{ kind: 'turn' | 'change'; count: number }>;

type Call = (this: unknown, ...args: unknown[]) => unknown;

const CHANGES = ['mkdirSync', 'renameSync', 'writeFileSync', 'appendFileSync', 'openSync', 'writeSync', 'rmSync'];
const FURTHER_CHANGES = ['rmdirSync', 'unlinkSync', 'utimesSync', 'truncateSync', 'ftruncateSync'];
const LATER_CHANGES = ['copyFile', 'link', 'mkdir', 'utimes', 'chmod', 'rename', 'rm', 'rmdir', 'unlink', 'open'];

/** @returns what starts the counting */
export function ownDeath({ kind, count }: Moment): () => void {
  if (kind === 'turn') return () => void endAfter(count);
  let left = Number.POSITIVE_INFINITY;
  const beforeChange = () => {
    if (--left < 0) end();
  };
  for (const name of [...CHANGES, ...FURTHER_CHANGES]) watch(fs, name, beforeChange);
  for (const name of LATER_CHANGES) watch(fs.promises, name, beforeChange);
  watch(statementPrototype(), 'run', beforeChange);
  syncBuiltinESMExports();
  return () => {
    left = count;
  };
}

async function endAfter(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await (turn % 3 === 0 ? new Promise((done) => setImmediate(done)) : null);
  end();
}

function watch(module: object, name: string, beforeChange: () => void): void {
  const calls = module as Record<string, Call>;
  const original = calls[name];
  if (original === undefined) throw new Error(`There is no ${name}.`);
  calls[name] = function (...args) {
    const onlyReads = name.startsWith('open') && (args[1] === undefined || args[1] === 'r');
    if (!onlyReads) beforeChange();
    return original.apply(this, args);
  };
}

/** BEGIN and COMMIT are statements, too. */
function statementPrototype(): object {
  const database = new Database(':memory:');
  const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as object;
  database.close();
  return prototype;
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
