#!/usr/bin/env node
// Starts Scopebox with a Node that is new enough: this one, or the one that came with the package.
// Plain JavaScript: it runs under any Node that npm runs under, and an older one must not load anything but this.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../out/main/web.js', import.meta.url));
const flags = ['--max-semi-space-size=16'];

function nodeBinary() {
  if (Number(process.versions.napi) >= 10 && Number.parseInt(process.versions.node, 10) >= 22) return process.execPath;
  try {
    const name = `node-${process.platform}-${process.arch}`;
    const bundled = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'node');
    if (existsSync(bundled)) return bundled;
  } catch {
    // Not installed: npm leaves it out on other platforms.
  }
  process.stderr.write(
    `scopebox: Scopebox needs Node 22.22 or newer; this is ${process.version}. Install a current Node from https://nodejs.org.\n`,
  );
  return process.exit(3);
}

const child = spawn(nodeBinary(), [...flags, main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// At a terminal Ctrl-C reaches both by itself.
process.on('SIGINT', () => (process.stdin.isTTY ? undefined : child.kill('SIGINT')));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal === 'SIGTERM' ? 15 : 9);
});
