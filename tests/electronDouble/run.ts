// What Electron's executable does: reads its command line, substitutes the module `electron`, starts the app.

import { readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

type CommandLine = Readonly<{ appPath: string; preloads: readonly string[]; inspect: boolean }>;

function parse(args: readonly string[]): CommandLine {
  const preloads: string[] = [];
  let inspect = false;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (argument === '-r' || argument === '--require') preloads.push(args[++i] ?? '');
    else if (argument.startsWith('--inspect')) inspect = true;
    else if (!argument.startsWith('-')) return { appPath: resolve(argument), preloads, inspect };
  }
  throw new Error('The Electron double needs the folder of an app: electron . [arguments]');
}

function mainOf(appPath: string): string {
  if (statSync(appPath).isFile()) return appPath;
  const { main = 'index.js' } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));
  return resolve(appPath, main);
}

function becomeElectron(args: readonly string[]): void {
  const versions = { ...process.versions, electron: '45.0.0-double', chrome: '156.0.0.0' };
  Object.defineProperty(process, 'versions', { value: versions });
  Object.defineProperty(process, 'type', { value: 'browser' });
  Object.defineProperty(process, 'defaultApp', { value: true });
  process.argv = [process.execPath, ...args];
  const url = new URL('./main.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/(main|common))?$/.test(specifier) ? { url, shortCircuit: true } : next(specifier, context),
  });
}

function dieWithParent(): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 500);
  watch.unref();
}

async function run(): Promise<void> {
  const args = process.argv.slice(2);
  const { appPath, preloads, inspect } = parse(args);
  dieWithParent();
  becomeElectron(args);
  // Before the inspector opens: Playwright asks it for require('electron') at once.
  const { launch } = await import('./main.ts');
  if (inspect) inspector.open(0);
  const require = createRequire(import.meta.url);
  for (const preload of preloads) require(resolve(preload));
  await launch(appPath, () => import(pathToFileURL(mainOf(appPath)).href));
}

await run();
