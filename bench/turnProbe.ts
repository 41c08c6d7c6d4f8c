// Loaded into the host by the bench: writes its longest event-loop turns to BENCH_TURNS when it ends.
// On SIGUSR2 (booted) it starts over, so that start-up and work are told apart.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const path = process.env.BENCH_TURNS;
// The host's child processes load it too and must not write over it.
if (path !== undefined && process.argv[1]?.endsWith('web.js')) {
  const turns = monitorEventLoopDelay({ resolution: 1 });
  turns.enable();
  process.on('SIGUSR2', () => turns.reset());
  process.on('exit', () => {
    const milliseconds = (nanoseconds: number) => nanoseconds / 1e6;
    const report = { p99: milliseconds(turns.percentile(99)), longest: milliseconds(turns.max) };
    writeFileSync(path, JSON.stringify(report));
  });
}
