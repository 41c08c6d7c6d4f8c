// doctor: what of this computer stands in the way, and what to do.
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Command } from 'commander';
import { SCOPEBOX_VERSION } from '../../contract/rpc/version.ts';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import { createDevice } from '../../sdk/device.ts';
import type { Cli, Run } from '../cli.ts';
import { outputOptions, withExamples } from '../define.ts';
import { type CheckState, type DoctorCheck, doctorChecks } from '../doctorChecks.ts';
import type { Colour, OutputOptions } from '../terminal.ts';

type DoctorOptions = OutputOptions & Readonly<{ bundle?: string }>;

const MARKS: Readonly<Record<CheckState, readonly [Colour, string]>> = {
  ok: ['green', 'ok  '],
  warn: ['yellow', 'warn'],
  bad: ['red', 'BAD '],
};

export function addDoctorCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Checks:');
  const command = program
    .command('doctor')
    .description('look at what a device needs of this computer, and tell what to do')
    .option(
      '--bundle <file>',
      'write it to a file for a bug report, with what the running devices log: JSON, without tokens',
    );
  outputOptions(command).action(cli.action<DoctorOptions>(doctor));
  withExamples(
    command,
    ['scopebox doctor', 'When something does not start'],
    ['scopebox doctor --bundle report.json', 'For a bug report: read it before you send it, it names your folders'],
  );
}

async function doctor({ cli, options, output }: Run<DoctorOptions>): Promise<number> {
  const checks = [...(await doctorChecks(cli.environment)), ...(await deviceChecks(cli))];
  output.result(
    checks,
    checks
      .map(({ name, state, found, todo }) => {
        const [colour, mark] = MARKS[state];
        const line = `${output.paint(colour, mark)}  ${name}: ${found}`;
        return todo === null ? line : `${line}\n      ${todo}`;
      })
      .join('\n'),
  );
  if (options.bundle !== undefined) {
    await writeBundle(options.bundle, cli, checks);
    output.note(`${options.bundle} is written; it has no tokens and no photos, but names of folders and apps.`);
  }
  return checks.some(({ state }) => state === 'bad') ? EXIT.environment : EXIT.ok;
}

/** One for each device that runs. */
async function deviceChecks(cli: Cli): Promise<readonly DoctorCheck[]> {
  const devices = cli.running();
  if (devices.length === 0) return [{ name: 'Devices', state: 'ok', found: 'none runs', todo: null }];
  return Promise.all(
    devices.map(async ({ url, token, pid, folder }): Promise<DoctorCheck> => {
      const name = `Device ${url}`;
      try {
        await using device = await createDevice({ url, token, waits: false });
        const { volumes, sdk } = await device.tester.state();
        const problem = volumes.find((volume) => volume.problem !== null)?.problem ?? null;
        const found = `API ${sdk} on ${folder}, process ${pid}`;
        return { name, state: problem === null ? 'ok' : 'warn', found, todo: problem };
      } catch (error) {
        const found = error instanceof Error ? error.message : String(error);
        return { name, state: 'warn', found, todo: `Its process is ${pid}: end it if it hangs.` };
      }
    }),
  );
}

/** What whoever mends a bug asks for first. */
async function writeBundle(path: string, cli: Cli, checks: readonly DoctorCheck[]): Promise<void> {
  const devices = await Promise.all(cli.running().map(deviceReport));
  const report = {
    version: SCOPEBOX_VERSION,
    written: new Date().toISOString(),
    system: { platform: process.platform, arch: process.arch, versions: process.versions },
    environment: Object.keys(cli.environment).filter((name) => name.startsWith('SCOPEBOX_')),
    ...{ checks, devices },
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const secrets = [...cli.running().map(({ token }) => token), cli.environment.SCOPEBOX_TOKEN ?? ''];
  await writeFile(path, withoutSecrets(text, secrets), { mode: 0o600 }).catch((error: unknown) => {
    throw new StartError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  });
}

/** Tokens, and the name of the user in paths, are left out. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '');
  const clean = known.reduce((rest, secret) => rest.replaceAll(secret, '(token)'), text);
  return clean.replaceAll(/\b[0-9a-f]{48}\b/g, '(token)').replaceAll(homedir(), '~');
}

const LOG_LINES = 200;

async function deviceReport({ url, token, pid }: ReturnType<Cli['running']>[number]): Promise<unknown> {
  try {
    await using device = await createDevice({ url, token, waits: false });
    const { packages, ...state } = await device.tester.state();
    const apps = packages.map(({ manifest, process }) => ({ packageName: manifest.packageName, process }));
    const log = (await device.tester.api.logcat()).filter(({ priority }) => priority === 'E' || priority === 'W');
    return { url, pid, state, apps, log: log.slice(-LOG_LINES) };
  } catch (error) {
    return { url, pid, problem: error instanceof Error ? error.message : String(error) };
  }
}
