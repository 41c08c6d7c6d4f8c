#!/usr/bin/env node
// Starts Scopebox with a Node that is new enough: this one, or the one that came with the package.
// Plain JavaScript: it runs under any Node that npm runs under, and an older one must not load anything but this.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../out/main/cli.js', import.meta.url));
const args = process.argv.slice(2);
/** What a device is started with: see scripts/setup.mjs. */
const flags = startsDevice(args[0]) ? ['--max-semi-space-size=16', '--heap-growing-percent=100'] : [];

function startsDevice(first = 'start') {
  return (
    ['start', 'serve', 'exec'].includes(first) || /[/\\.]/.test(first) || /^--?(?!h$|help$|V$|version$)/.test(first)
  );
}

function end(sentence) {
  process.stderr.write(`scopebox: ${sentence}\n`);
  process.exit(3);
}

/** Node-API 10 is what the database asks for; an older Node would die of it without a word. */
function isNewEnough({ napi, node }) {
  return Number(napi) >= 10 && Number.parseInt(node, 10) >= 22;
}

function nodeBinary() {
  if (isNewEnough(process.versions)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  try {
    const bundled = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'node');
    if (existsSync(bundled)) return bundled;
  } catch {
    // Not installed: npm leaves it out on other platforms.
  }
  return end(
    `Scopebox needs Node 22.22 or newer; this is ${process.version}, and the package ${name} that would bring a newer one is not installed. ` +
      'Install a current Node from https://nodejs.org and run the command again.',
  );
}

/** A process of its own, whose signals and end are ours. */
function run(binary, words) {
  const child = spawn(binary, words, { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // At a terminal Ctrl-C reaches both by itself.
  process.on('SIGINT', () => (process.stdin.isTTY ? undefined : child.kill('SIGINT')));
  child.once('error', (error) => end(`${binary} cannot be started: ${error.message}.`));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 9);
  });
}

if (!existsSync(program)) end(`${program} is missing. In a clone it is made by: npm run build`);
const binary = nodeBinary();
const words = [...flags, program, ...args];
if (binary === process.execPath && flags.length === 0) await import(new URL('../out/main/cli.js', import.meta.url));
// One process instead of two, where Node can become another program.
else if (process.platform !== 'win32' && process.execve !== undefined) process.execve(binary, [binary, ...words]);
else run(binary, words);
