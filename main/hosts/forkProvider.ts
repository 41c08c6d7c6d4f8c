// Runs plug-ins as child processes of Node: one that loops, fills its memory, leaks or exits takes nothing with it.
import { type ChildProcess, fork } from 'node:child_process';
import { afterRealTime } from '../device/realTime.ts';
import type { ChildEvent, SpawnProvider } from '../providers/documents/process/pluginProcess.ts';
import { FRUGAL } from './processMemory.ts';
import type { ProviderProcessData } from './providerProcess.ts';

/** Of a plug-in's heap, MiB; a million rows fit. */
const MAX_HEAP = 1_024;

/** Longest text of a plug-in that logcat takes at once, characters. */
const MAX_OUTPUT = 4_000;

/** How long a process that has ended is listened to: what it started itself may hold its output open, milliseconds. */
const LAST_WORDS = 500;

/**
 * @param entry providerProcess as it is built, or its .ts file where Node strips types
 * @param library what a plug-in imports as "scopebox"
 */
export function forkProvider(entry: string, library: string): SpawnProvider {
  return (module, tell) => {
    const data: ProviderProcessData = { ...module, library };
    const child = fork(entry, [JSON.stringify(data)], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${MAX_HEAP}`, '--disable-warning=ExperimentalWarning'],
      env: { ...process.env, ...FRUGAL },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    // A device that is closed does not wait for it.
    child.unref();
    child.channel?.unref();
    listen(child, tell);
    return {
      // A message to a process that has just died is answered by its end.
      post: (request) => void child.send(request, () => undefined),
      terminate: () => void child.kill('SIGKILL'),
    };
  };
}

function listen(child: ChildProcess, tell: (event: ChildEvent) => void): void {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      said = (said + text).slice(-MAX_OUTPUT);
      tell({ kind: 'output', text: text.trimEnd().slice(0, MAX_OUTPUT) });
    });
  }
  child.on('message', (message) => tell({ kind: 'message', message }));
  child.on('error', (error) => tell({ kind: 'ended', reason: `could not be run: ${error.message}` }));
  const end = (code: number | null, signal: string | null) =>
    tell({ kind: 'ended', reason: endOf(code, signal, said) });
  // Once what it said last has come, too.
  child.on('close', end);
  child.on('exit', (code, signal) => void afterRealTime(LAST_WORDS, () => end(code, signal)));
}

function endOf(code: number | null, signal: string | null, said: string): string {
  if (said.includes('out of memory')) return 'needed more memory than it may have';
  return `ended its process (${signal === null ? `exit code ${code}` : signal})`;
}
