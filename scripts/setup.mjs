// What every command needs before it can begin: packages, a build, and a Node that is new enough.
// Plain JavaScript without dependencies: it runs on a fresh clone, under Node 18 or newer.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lock } from './lock.mjs';

/** The folder of the clone, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const modules = join(root, 'node_modules');
const sources = [
  ...['cli', 'contract', 'main', 'mediaextractor', 'preload', 'renderer', 'scenario', 'sdk'],
  ...['electron.vite.config.ts', 'package-lock.json'],
];

/** Something the person at the keyboard can act on; shown without a stack trace. */
export class SetupError extends Error {
  constructor(message, exitCode = 3) {
    super(message);
    this.exitCode = exitCode;
  }
}

const children = new Set();

/** Passes a signal on to every process started from here. */
export function signalChildren(signal) {
  for (const child of children) child.kill(signal);
}

/**
 * Passes signals on to the children, whose end then decides ours, and ends when npm does: npm starts scripts through
 * `sh`, which passes no signal on and may outlive it. Started in any other way, it may outlive its parent on purpose.
 */
export function endWithParent() {
  const parents = ancestors();
  const check = () => {
    if (ancestors() === parents) return;
    signalChildren('SIGTERM');
    if (children.size === 0) process.exit(143);
  };
  if (process.env.npm_lifecycle_event !== undefined) setInterval(check, 500).unref();
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal));
  // At a terminal Ctrl-C reaches the whole group by itself; passing it on would press it twice.
  process.on('SIGINT', () => (process.stdin.isTTY && children.size > 0 ? undefined : forward('SIGINT')));
}

/** Our parent and its parent: the shell, and npm behind it where /proc tells. */
function ancestors() {
  const parent = process.ppid;
  try {
    // The second field is a program's name in brackets and may hold anything; the parent comes two fields later.
    const [, grandparent] = readFileSync(`/proc/${parent}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${parent} ${grandparent}`;
  } catch {
    return String(parent);
  }
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

function forward(signal) {
  if (children.size === 0) process.exit(128 + signalNumbers[signal]);
  signalChildren(signal);
}

/** Runs a program to its end. Resolves with its exit code (128 + signal when killed) and, if captured, its output. */
export function run(command, args, { capture = false, env = process.env, cwd = root, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: capture ? ['ignore', 'pipe', 'pipe'] : stdio });
    children.add(child);
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => {
      children.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve({ code: code ?? 128 + (signalNumbers[signal] ?? 9), output: Buffer.concat(output).toString() });
    });
  });
}

/** Says on stderr what is being done and, on the same line, how long it took. */
export async function step(what, work) {
  const started = performance.now();
  process.stderr.write(`scopebox: ${what} … `);
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    const result = await work();
    process.stderr.write(`${seconds()}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`failed after ${seconds()}\n`);
    throw error;
  }
}

/** True when this Node can load the database: Node-API 10, Node 22. An older one would die without a word. */
export function isNewEnough({ node, napi }) {
  return Number(napi) >= 10 && Number.parseInt(node, 10) >= 22;
}

/** A Node that can run Scopebox: this one, or the one that came with the packages. */
export function nodeBinary() {
  if (isNewEnough(process.versions)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const bundled = join(modules, name, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  throw new SetupError(
    `Scopebox needs Node 22.22 or newer; this is ${process.version}, and the package ${name} that would bring a newer one is not installed. ` +
      'Install a current Node from https://nodejs.org and run the command again.',
  );
}

/**
 * What Node is started with for a device. By default the place for new things, and what is no longer used among the old
 * ones, may grow to where a scan of a large folder holds a hundred and fifty megabytes more, and is hardly quicker for it.
 */
export const deviceFlags = ['--max-semi-space-size=16', '--heap-growing-percent=100'];

/** The environment in which `node` and the project's own tools are found first. */
export function toolEnvironment() {
  return { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) };
}

/** True when node_modules holds what package-lock.json asks for. */
export function dependenciesAreCurrent(folder = root) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const present = installed[path];
    // Optional packages of other platforms are left out by npm.
    if (present === undefined) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** True when out/ was built from the sources as they are now. */
export function buildIsCurrent(folder = root) {
  try {
    return readFileSync(join(folder, 'out', '.built'), 'utf8') === fingerprint(folder);
  } catch {
    return false;
  }
}

/** Names, sizes and times of every source file, in one short text. */
export function fingerprint(folder) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(join(folder, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    else for (const name of readdirSync(join(folder, path)).sort()) visit(`${path}/${name}`);
  };
  sources.forEach(visit);
  return hash.digest('hex');
}

/**
 * npm empties the folder that a link leads to: it may be another checkout's.
 * @throws {SetupError} when node_modules is a link
 */
export function refuseLink(folder = root) {
  const path = join(folder, 'node_modules');
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new SetupError(
    `${path} is a link to ${readlinkSync(path)}, which does not hold the packages of this checkout. ` +
      'Remove the link and run the command again; nothing was changed.',
  );
}

/** Packages, then build unless nobody needs it, each only when needed; one start at a time. */
export async function prepare({ build: isBuilt = true } = {}) {
  if (dependenciesAreCurrent() && (!isBuilt || buildIsCurrent())) return;
  const unlock = await lock(join(root, 'out'));
  try {
    if (!dependenciesAreCurrent()) await step('installing packages', install);
    if (isBuilt && !buildIsCurrent()) await step('building', build);
  } finally {
    unlock();
  }
}

async function install() {
  refuseLink();
  // npm tells of every package that would like a newer Node; the one that comes with the packages is new enough.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm(args, { capture: true });
  if (code !== 0)
    throw new SetupError(`\n${output.trim()}\n\nInstalling the packages failed: \`npm ci\` ended with ${code}.`, code);
}

async function build() {
  const before = fingerprint(root);
  const vite = join(modules, 'electron-vite', 'bin', 'electron-vite.js');
  const env = { ...toolEnvironment(), NO_COLOR: '1' };
  const { code, output } = await run(nodeBinary(), [vite, 'build'], { capture: true, env });
  if (code !== 0)
    throw new SetupError(`\n${output.trim()}\n\nThe build failed: \`electron-vite build\` ended with ${code}.`, code);
  // The sources as they were when the build began: a file edited meanwhile is built again next time.
  writeFileSync(join(root, 'out', '.built'), before);
}

/** npm itself, as `run` runs a program; the one that started us where there is one. */
export async function runNpm(args, options) {
  const program = process.env.npm_execpath;
  const direct = program?.endsWith('.js') ? [process.execPath, [program, ...args]] : ['npm', args];
  try {
    return await run(...direct, options);
  } catch (error) {
    throw new SetupError(`npm could not be started (${error.code ?? error.message}). Is it installed and in PATH?`);
  }
}

/** Ends with the message and code of a SetupError; anything else is a fault of ours and keeps its trace. */
export function explainAndExit(error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
}
