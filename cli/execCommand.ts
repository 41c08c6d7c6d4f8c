// exec: a device for as long as another command runs.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Skin } from '../contract/rpc/deviceApi.ts';
import { EXIT, readSettings, StartError } from '../main/hosts/commandLine.ts';
import { SCAN_PROGRESS_MS, scanText } from '../main/hosts/scanProgress.ts';
import type { Host } from '../main/hosts/web.ts';
import { createDevice } from '../sdk/device.ts';
import type { Run } from './cli.ts';
import { readText } from './files.ts';
import { SKINS } from './readArguments.ts';
import type { Output, OutputOptions } from './terminal.ts';

export type ExecOptions = OutputOptions & Readonly<{ install?: readonly string[]; skin?: Skin; home?: string }>;

/** Options of exec that the host does not know; each takes a value, but for the switch. */
const OWN = { values: ['--install', '--skin'], switches: ['--quiet', '-q'] } as const;

/** @returns the exit code of the command */
export async function execCommand({ cli, options, output }: Run<ExecOptions>): Promise<number> {
  const { host: given, command } = splitExec(cli.args);
  const [program, ...args] = command;
  if (program === undefined)
    throw new StartError('Name the command to run after --, such as: scopebox exec -- npm test', EXIT.usage);
  const { withHost } = await import('../main/hosts/web.ts');
  const { demoFolder } = await import('../main/hosts/bundledFiles.ts');
  const own = options.home === undefined ? mkdtempSync(join(tmpdir(), 'scopebox-exec-')) : null;
  try {
    const home = own === null ? [] : ['--home', join(own, 'home')];
    const settings = readSettings(['serve', ...given, ...home], cli.environment, demoFolder());
    if (settings === null) return EXIT.ok;
    const manifests = await Promise.all((options.install ?? []).map((path) => readText(path, cli.streams.stdin)));
    return await withHost(settings, async (host) => {
      await prepare(host, { manifests, skin: options.skin }, output);
      const environment = {
        ...cli.environment,
        SCOPEBOX_URL: host.server.origin,
        SCOPEBOX_TOKEN: host.server.tokens.device,
      };
      return runToItsEnd(spawn(program, args, { stdio: 'inherit', env: environment }), program, host.failed);
    });
  } finally {
    if (own !== null) rmSync(own, { recursive: true, force: true });
  }
}

/**
 * What is for the host, and the command behind `--`.
 * @param args with `exec` at their beginning
 */
export function splitExec(args: readonly string[]): Readonly<{ host: readonly string[]; command: readonly string[] }> {
  const end = args.indexOf('--');
  const before = args.slice(1, end < 0 ? undefined : end);
  const isOwn = (arg: string, names: readonly string[]) =>
    names.some((name) => arg === name || arg.startsWith(`${name}=`));
  const host = before.filter((arg, i) => {
    const previous = before[i - 1];
    const isValue = previous !== undefined && OWN.values.some((name) => name === previous);
    return !isValue && !isOwn(arg, OWN.values) && !isOwn(arg, OWN.switches);
  });
  return { host, command: end < 0 ? [] : args.slice(end + 1) };
}

type Prepared = Readonly<{ manifests: readonly string[]; skin: Skin | undefined }>;

/** Waits until every folder is indexed, with the apps and the skin that were asked for. */
async function prepare(host: Host, { manifests, skin }: Prepared, output: Output): Promise<void> {
  if (skin !== undefined && !SKINS.includes(skin))
    throw new StartError(`--skin takes one of ${SKINS.join(', ')}, not “${skin}”.`, EXIT.usage);
  const line = output.progress();
  const timer = setInterval(() => line.show(scanText(host.system.volumes.list())), SCAN_PROGRESS_MS);
  try {
    const { origin, tokens } = host.server;
    await using device = await createDevice({ url: origin, token: tokens.device, ...(skin !== undefined && { skin }) });
    for (const text of manifests) await device.install(await device.tester.api.readManifest(text, {}));
  } finally {
    clearInterval(timer);
    line.show(null);
  }
}

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @returns its exit code, as a shell tells it */
async function runToItsEnd(child: ChildProcess, program: string, failed: Promise<never>): Promise<number> {
  const forwards = PASSED_ON.map((signal) => {
    // At a terminal Ctrl-C reaches the whole group by itself; passing it on would press it twice.
    const forward = () => void (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  try {
    return await Promise.race([endOf(child, program), failed]);
  } finally {
    for (const end of forwards) end();
    child.kill();
  }
}

function endOf(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      const why = 'code' in error && error.code === 'ENOENT' ? 'there is no such program' : error.message;
      reject(new StartError(`“${program}” cannot be started: ${why}.`, EXIT.environment));
    });
    child.once('exit', (code, signal) =>
      resolve(signal === null ? (code ?? EXIT.ok) : 128 + (constants.signals[signal] ?? 0)),
    );
  });
}
