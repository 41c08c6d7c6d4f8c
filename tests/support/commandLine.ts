// The built command line, as a person's shell runs it.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectNode } from './webHost.ts';

const launcher = fileURLToPath(new URL('../../bin/scopebox.mjs', import.meta.url));

export type CommandEnded = Readonly<{ code: number | null; stdout: string; stderr: string }>;

export type CommandOptions = Readonly<{ stdin?: string; environment?: Readonly<Record<string, string>>; cwd?: string }>;

/** Starts `scopebox` with what a test says about the environment, and no device of somebody else's. */
export function startCommand(args: readonly string[], { environment = {}, cwd }: CommandOptions = {}): ChildProcess {
  const { SCOPEBOX_URL: _url, SCOPEBOX_TOKEN: _token, FORCE_COLOR: _colour, ...rest } = process.env;
  const env = { ...rest, ...environment };
  return spawn(projectNode(), [launcher, ...args], { env, stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });
}

/** Runs it to its end. */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<CommandEnded> {
  const child = startCommand(args, options);
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (text) => {
      said[stream] += text;
    });
  child.stdin?.end(options.stdin ?? '');
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}
