// `npm run package:desktop -- [--dir] [--os linux|darwin|win32] [--arch x64|arm64]`: the desktop program and its installers,
// in packaging/out. Needs `npm ci` in packaging/. Each system's installers are made on that system.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explainAndExit, run, SetupError } from '../scripts/setup.mjs';
import { desktopConfig } from './desktopConfig.ts';
import { writeIcons } from './icons.ts';
import { type Arch, clone, type Platform, removeNode, stage, type Target } from './stage.ts';

const PLATFORMS: Readonly<Record<Platform, string>> = { linux: '--linux', darwin: '--mac', win32: '--win' };
const ARCHES: readonly Arch[] = ['x64', 'arm64'];

export type DesktopOptions = Readonly<{
  target: Target;
  dirOnly: boolean;
  /** A folder for everything that is made. */
  output: string;
  electronDist: string | null;
}>;

/** @throws {SetupError} when electron-builder did not make it */
export async function buildDesktop({ target, dirOnly, output, electronDist }: DesktopOptions): Promise<void> {
  const builder = join(import.meta.dirname, 'node_modules', 'electron-builder', 'cli.js');
  if (!existsSync(builder))
    throw new SetupError('electron-builder is not installed: run `npm ci` in packaging/ first.');
  const name = `${target.platform}-${target.arch}`;
  const [app, icons] = [join(output, `app-${name}`), join(output, 'build')];
  await stage(app, target);
  removeNode(app);
  mkdirSync(icons, { recursive: true });
  await writeIcons(icons);
  const config = desktopConfig({
    ...{ target, app, icons, dirOnly, electronDist, output: join(output, name) },
    repository: process.env.GITHUB_REPOSITORY ?? null,
    notarize: process.env.APPLE_TEAM_ID !== undefined && process.env.APPLE_TEAM_ID !== '',
  });
  const file = join(output, `${name}.json`);
  writeFileSync(file, JSON.stringify(config, null, 2));
  const args = [builder, PLATFORMS[target.platform], `--${target.arch}`, '--publish=never', '--projectDir', app];
  const { code } = await run(process.execPath, [...args, '--config', file], { cwd: clone });
  if (code !== 0) throw new SetupError(`electron-builder ended with ${code}; what it wrote is above.`, code);
  rmSync(app, { recursive: true });
}

function readTarget(platform: string, arch: string): Target {
  if (!(platform in PLATFORMS)) throw new SetupError(`--os takes ${Object.keys(PLATFORMS).join(', ')}.`, 2);
  const known = ARCHES.find((one) => one === arch);
  if (known === undefined) throw new SetupError(`--arch takes ${ARCHES.join(', ')}.`, 2);
  return { platform: platform as Platform, arch: known };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dir: { type: 'boolean' }, os: { type: 'string' }, arch: { type: 'string' }, out: { type: 'string' } },
  });
  const prepack = await run(process.execPath, [join(clone, 'scripts', 'prepack.mjs')]);
  if (prepack.code !== 0) throw new SetupError('The program could not be built.', prepack.code);
  await buildDesktop({
    target: readTarget(values.os ?? process.platform, values.arch ?? process.arch),
    dirOnly: values.dir === true,
    output: resolve(values.out ?? join(import.meta.dirname, 'out')),
    electronDist: process.env.SCOPEBOX_ELECTRON_DIST ?? null,
  });
}

if (process.argv[1] === import.meta.filename) await main().catch(explainAndExit);
