// The media process as a child process of Node.
import { fork } from 'node:child_process';
import type { ExtractorProcess, SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import { FRUGAL, processMemory, SHORT_LIVED } from './processMemory.ts';

/**
 * Starts `entryPath` for every call. Its Node is the one that runs us.
 * @param entryPath the built media process, or its .ts file where Node strips types
 */
export function forkExtractor(entryPath: string): SpawnExtractor {
  return (): ExtractorProcess => {
    const child = fork(entryPath, [], {
      serialization: 'advanced',
      execArgv: [...SHORT_LIVED],
      env: { ...process.env, ...FRUGAL },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const exitListeners: ((reason: string) => void)[] = [];
    const exit = (reason: string) => {
      for (const listen of exitListeners.splice(0)) listen(reason);
    };
    child.on('error', (error) => exit(error.message));
    child.on('exit', (code, signal) => {
      const reason = signal === null ? `exit code ${code}` : `signal ${signal}`;
      // The last messages may still be on their way when the process is gone.
      if (child.connected) child.on('disconnect', () => exit(reason));
      else exit(reason);
    });
    return {
      // A message to a process that has just died is answered by its exit.
      post: (request) => void child.send(request, () => undefined),
      onMessage: (listen) => void child.on('message', listen),
      onExit: (listen) => void exitListeners.push(listen),
      memory: () => processMemory(child.pid),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
