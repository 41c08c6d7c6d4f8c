// The program as it is shipped, in a folder: what `npm pack` would pack, and the packages it needs on the target alone.
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runNpm } from '../scripts/setup.mjs';

export const clone = resolve(import.meta.dirname, '..');

export type Platform = 'linux' | 'darwin' | 'win32';
export type Arch = 'x64' | 'arm64';
export type Target = Readonly<{ platform: Platform; arch: Arch }>;

/** Of packages, what nobody needs at run time. */
const UNUSED = [
  'better-sqlite3/{deps,src,binding.gyp}',
  'libheif-js/libheif-wasm/libheif-bundle.mjs',
  '*/**/*.{map,d.ts,d.mts}',
];

type Manifest = Readonly<{ version: string } & Record<string, unknown>>;

export const manifest: Manifest = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));

/**
 * Fills `folder`, which is emptied first. The clone must be built (`node scripts/prepack.mjs`).
 * @returns where the Node that npm brings for the target is; null where there is none
 */
export async function stage(folder: string, target: Target): Promise<string | null> {
  rmSync(folder, { recursive: true, force: true });
  for (const path of await packedFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(clone, path), join(folder, path));
  }
  cpSync(join(clone, 'package-lock.json'), join(folder, 'package-lock.json'));
  await npm(['ci', '--omit=dev', '--ignore-scripts', ...platformArguments(target)], folder);
  rmSync(join(folder, 'package-lock.json'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(shippedManifest(), null, 2)}\n`);
  prune(folder, target);
  const node = join(folder, 'node_modules', `node-${target.platform}-${target.arch}`, 'bin', 'node');
  return existsSync(node) ? node : null;
}

/** Takes out the Node that npm brought: it is larger than all the rest. */
export function removeNode(folder: string): void {
  for (const path of globSync('node_modules/node-{linux,darwin,win}*', { cwd: folder }))
    rmSync(join(folder, path), { recursive: true });
}

async function packedFiles(): Promise<readonly string[]> {
  const output = await npm(['pack', '--dry-run', '--json', '--ignore-scripts'], clone);
  const [{ files }] = JSON.parse(output.slice(output.indexOf('[\n')));
  return files.map(({ path }: Readonly<{ path: string }>) => path);
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm([...args, ...quiet], { capture: true, cwd });
  if (code !== 0) throw new Error(`\`npm ${args.join(' ')}\` in ${cwd} ended with ${code}:\n${output}`);
  return output;
}

function platformArguments({ platform, arch }: Target): readonly string[] {
  return [`--os=${platform}`, `--cpu=${arch}`, ...(platform === 'linux' ? ['--libc=glibc'] : [])];
}

/** The same without what only a clone can do. */
function shippedManifest(): Manifest {
  const { scripts: _scripts, devDependencies: _dev, allowScripts: _allow, files: _files, ...shipped } = manifest;
  const { optionalDependencies: _node, ...rest } = shipped as Manifest;
  return rest as Manifest;
}

function prune(folder: string, { platform, arch }: Target): void {
  const modules = join(folder, 'node_modules');
  for (const pattern of UNUSED)
    for (const path of globSync(pattern, { cwd: modules }))
      rmSync(join(modules, path), { recursive: true, force: true });
  for (const name of globSync('better-sqlite3/prebuilds/*.node', { cwd: modules }))
    if (!name.endsWith(`${platform}-${arch}.node`)) rmSync(join(modules, name));
  for (const leftover of ['.package-lock.json', '.bin'])
    rmSync(join(modules, leftover), { recursive: true, force: true });
}
