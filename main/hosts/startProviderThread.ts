// Runs plug-ins in threads: one that loops, fills its memory or exits takes nothing with it.
import { Worker } from 'node:worker_threads';
import type { StartProviderThread } from '../providers/documents/process/pluginProcess.ts';
import type { ProviderThreadData } from './providerThread.ts';

/** Of a plug-in's heap, MiB; a million rows fit. */
const LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 };

/** Longest text of a plug-in that logcat takes at once, characters. */
const MAX_OUTPUT = 4_000;

/**
 * @param entry providerThread as it is built, or its .ts file where Node strips types
 * @param library what a plug-in imports as "scopebox"
 */
export function startProviderThread(entry: string, library: string): StartProviderThread {
  return (module, tell) => {
    const workerData: ProviderThreadData = { ...module, library };
    const options = { workerData, execArgv: [], env: {}, resourceLimits: LIMITS, stdout: true, stderr: true };
    const thread = new Worker(entry, options);
    // A device that is closed does not wait for it.
    thread.unref();
    for (const stream of [thread.stdout, thread.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => tell({ kind: 'output', text: text.trimEnd().slice(0, MAX_OUTPUT) }));
    }
    thread.on('message', (message: unknown) => tell({ kind: 'message', message }));
    thread.on('error', (error: unknown) => tell({ kind: 'ended', reason: crashOf(error) }));
    thread.on('exit', (code) => tell({ kind: 'ended', reason: `ended its process (exit code ${code})` }));
    return { post: (request) => thread.postMessage(request), terminate: () => void thread.terminate() };
  };
}

function crashOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'needed more memory than it may have';
  return `threw ${error.name}: ${error.message}`;
}
