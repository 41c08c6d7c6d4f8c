// `npm run package:deb -- [--out FOLDER]`: the web host as a Debian package with a Node of its own, so that it runs on every
// Debian or Ubuntu since 2019, whatever Node they have. Needs dpkg-deb; made for the architecture it runs on.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { explainAndExit, run, SetupError } from '../scripts/setup.mjs';
import { iconPng, LINUX_SIZES } from './icons.ts';
import { type Arch, clone, manifest, removeNode, stage } from './stage.ts';

const DEBIAN_ARCH: Readonly<Record<Arch, string>> = { x64: 'amd64', arm64: 'arm64' };
const linux = join(import.meta.dirname, 'linux');

/** Debian sorts 1.0.0~rc.1 before 1.0.0. */
export function debianVersion(version: string): string {
  return version.replace('-', '~');
}

/** The package's description of itself. @param installed kibibytes on disk */
export function control(version: string, arch: Arch, installed: number): string {
  return `Package: scopebox
Version: ${debianVersion(version)}
Architecture: ${DEBIAN_ARCH[arch]}
Maintainer: The Scopebox authors <noreply@scopebox.invalid>
Installed-Size: ${installed}
Depends: libc6 (>= 2.28), libstdc++6 (>= 9)
Recommends: xdg-utils
Suggests: adb, ffmpeg
Section: devel
Priority: optional
Description: Android's photo permissions and MediaStore on a real folder
 Shows Android's permission dialogs, photo picker, MediaStore and Storage
 Access Framework on a folder of photos, in a browser and for tests, without
 an emulator. The folder is only read unless told otherwise.
 .
 This package brings the command \`scopebox\` with a Node.js of its own.
`;
}

/** @returns the path of the package */
export async function buildDeb(output: string, arch: Arch): Promise<string> {
  const root = join(output, 'deb');
  const library = join(root, 'usr/lib/scopebox');
  rmSync(root, { recursive: true, force: true });
  const node = await stage(library, { platform: 'linux', arch });
  if (node === null) throw new SetupError('npm brought no Node for this architecture; the package would not start.');
  copyFileSync(node, join(library, 'node'));
  copyFileSync(join(node, '../../LICENSE'), join(library, 'LICENSE.node'));
  removeNode(library);
  for (const path of ['out/preload', 'out/main/electron.js'])
    rmSync(join(library, path), { recursive: true, force: true });
  await addDesktop(root);
  await addCompletions(root);
  addDocuments(root);
  return pack(root, output, arch);
}

/** Where shells look for what a command can be told. */
const COMPLETIONS = {
  bash: 'bash-completion/completions/scopebox',
  zsh: 'zsh/vendor-completions/_scopebox',
  fish: 'fish/vendor_completions.d/scopebox.fish',
} as const;

/** The command writes them itself; it is for this computer's architecture. */
async function addCompletions(root: string): Promise<void> {
  const library = join(root, 'usr/lib/scopebox');
  for (const [shell, path] of Object.entries(COMPLETIONS)) {
    const args = [join(library, 'bin/scopebox.mjs'), 'completion', shell];
    const { code, output } = await run(join(library, 'node'), args, { capture: true });
    if (code !== 0) throw new SetupError(`\`scopebox completion ${shell}\` ended with ${code}:\n${output}`, 1);
    const file = join(root, 'usr/share', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, output);
  }
}

async function addDesktop(root: string): Promise<void> {
  const at = (path: string) => join(root, 'usr', path);
  for (const folder of ['bin', 'share/applications']) mkdirSync(at(folder), { recursive: true });
  copyFileSync(join(linux, 'scopebox.sh'), at('bin/scopebox'));
  copyFileSync(join(linux, 'scopebox.desktop'), at('share/applications/scopebox.desktop'));
  for (const size of LINUX_SIZES) {
    const folder = at(`share/icons/hicolor/${size}x${size}/apps`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'scopebox.png'), await iconPng(size));
  }
  const scalable = at('share/icons/hicolor/scalable/apps');
  mkdirSync(scalable, { recursive: true });
  copyFileSync(join(clone, 'renderer/ui/icon.svg'), join(scalable, 'scopebox.svg'));
}

function addDocuments(root: string): void {
  const folder = join(root, 'usr/share/doc/scopebox');
  mkdirSync(folder, { recursive: true });
  const notice = readFileSync(join(clone, 'NOTICE'), 'utf8');
  const pointer = 'The Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.\n';
  writeFileSync(join(folder, 'copyright'), `${notice}\n${pointer}`);
  const history = `scopebox (${debianVersion(manifest.version)}) unstable; urgency=medium\n\n  * See CHANGELOG.md of this version.\n\n -- The Scopebox authors <noreply@scopebox.invalid>  Thu, 01 Jan 2026 00:00:00 +0000\n`;
  writeFileSync(join(folder, 'changelog.gz'), gzipSync(history, { level: 9 }));
  cpSync(join(clone, 'README.md'), join(folder, 'README.md'));
}

async function pack(root: string, output: string, arch: Arch): Promise<string> {
  const files = globSync('**/*', { cwd: root }).filter((path) => statSync(join(root, path)).isFile());
  const programs = new Set(['usr/bin/scopebox', 'usr/lib/scopebox/node', 'usr/lib/scopebox/bin/scopebox.mjs']);
  for (const path of files) chmodSync(join(root, path), programs.has(path) ? 0o755 : 0o644);
  const installed = files.reduce((bytes, path) => bytes + statSync(join(root, path)).size, 0);
  const sums = files.sort().map((path) => `${md5(join(root, path))}  ${path}\n`);
  mkdirSync(join(root, 'DEBIAN'), { recursive: true });
  writeFileSync(join(root, 'DEBIAN/control'), control(manifest.version, arch, Math.ceil(installed / 1_024)));
  writeFileSync(join(root, 'DEBIAN/md5sums'), sums.join(''));
  const file = join(output, `scopebox_${debianVersion(manifest.version)}_${DEBIAN_ARCH[arch]}.deb`);
  const { code, output: said } = await run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', root, file], {
    capture: true,
  });
  if (code !== 0) throw new SetupError(`dpkg-deb ended with ${code}:\n${said}`, 1);
  rmSync(root, { recursive: true });
  return file;
}

const md5 = (path: string) => createHash('md5').update(readFileSync(path)).digest('hex');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const prepack = await run(process.execPath, [join(clone, 'scripts', 'prepack.mjs')]);
  if (prepack.code !== 0) throw new SetupError('The program could not be built.', prepack.code);
  const output = resolve(values.out ?? join(import.meta.dirname, 'out'));
  mkdirSync(output, { recursive: true });
  const file = await buildDeb(output, process.arch === 'arm64' ? 'arm64' : 'x64');
  process.stdout.write(`${file}\n`);
}

if (process.argv[1] === import.meta.filename) await main().catch(explainAndExit);
