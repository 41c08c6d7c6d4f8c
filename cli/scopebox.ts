// The program `scopebox`; bin/scopebox.mjs starts it.
import { EXIT } from '../main/hosts/commandLine.ts';
import { runCommandLine } from './runCommandLine.ts';

/** Whoever reads us may stop early, as `head` does: nobody is left to write for. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

const { stdin, stdout, stderr } = process;
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  environment: process.env,
  streams: { stdin, stdout, stderr },
});
