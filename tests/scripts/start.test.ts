// `npm start` in a clone that has its packages and its build, with a stand-in for the host.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '../../scripts/setup.mjs';

const scripts = resolve(import.meta.dirname, '../../scripts');
const options = resolve(import.meta.dirname, '../../main/hosts/hostOptions.json');

/** Says what it was given, and lives until it is told to end or `--code`. */
const host = `
  const args = process.argv.slice(2);
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => { console.log(signal); process.exit(7); });
  console.log(JSON.stringify({ pid: process.pid, args, cwd: process.cwd() }));
  if (args[0] === '--code') process.exit(Number(args[1]));
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(), 200);
`;

let clone = '';
const started: ChildProcess[] = [];

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'scopebox-start-'));
  cpSync(scripts, join(clone, 'scripts'), { recursive: true });
  cpSync(options, join(clone, 'main/hosts/hostOptions.json'));
  write('package-lock.json', '{"packages":{}}');
  write('node_modules/.package-lock.json', '{"packages":{}}');
  write('out/main/web.js', host);
  write('out/.built', fingerprint(clone));
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

function write(path: string, content: string): void {
  mkdirSync(join(clone, path, '..'), { recursive: true });
  writeFileSync(join(clone, path), content);
}

function start(...args: string[]) {
  const command = [process.execPath, join(clone, 'scripts/start.mjs'), ...args];
  const env = { ...process.env, INIT_CWD: clone };
  const child = spawn(command[0] ?? '', command.slice(1), { env, stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

test('arguments reach the host, and its folder is where the person stands', async () => {
  const { lines } = start('serve', 'photos', '--json');
  const said = JSON.parse((await lines.next()).value ?? '');
  expect(said).toMatchObject({ args: ['serve', 'photos', '--json'], cwd: clone });
});

test('nothing but the host’s own line goes to stdout', async () => {
  const { child, lines } = start('serve', '--json');
  expect((await lines.next()).value).toMatch(/^\{.*\}$/);
  child.kill('SIGTERM');
  expect((await lines.next()).value).toBe('SIGTERM');
});

test('the host’s exit code is ours', async () => {
  const { child } = start('--code', '3');
  expect((await once(child, 'exit'))[0]).toBe(3);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s is passed on, and the host decides how it ends', async (signal) => {
  const { child, lines } = start();
  await lines.next();
  const exit = once(child, 'exit');
  child.kill(signal);
  expect((await lines.next()).value).toBe(signal);
  expect((await exit)[0]).toBe(7);
});

/** npm, then the shell it starts scripts with; `true` keeps the shell from making way for the script. */
const underNpm = (program: string) => `sh -c '${program}; true'; true`;

test.each([
  ['the shell', (program: string) => `${program}; true`],
  ['npm, while its shell lives on', underNpm],
])('under npm it ends when %s is killed, and takes the host with it', async (_who, line) => {
  const parent = spawn('sh', ['-c', line(`"${process.execPath}" "${join(clone, 'scripts/start.mjs')}"`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const lines = createInterface(parent.stdout)[Symbol.asyncIterator]();
  await lines.next();
  parent.kill('SIGKILL');
  // The host holds the other end of stdout: its last line, then the end of the stream, mean that it is gone.
  expect((await lines.next()).value).toBe('SIGTERM');
  expect((await lines.next()).done).toBe(true);
});

test('a build that is missing its host says what to do', async () => {
  rmSync(join(clone, 'out/main/web.js'));
  const { child } = start();
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  expect((await once(child, 'close'))[0]).toBe(3);
  expect(errors.join('')).toMatch(/Remove the folder out\/ and start again/);
});

test('--help works before anything is installed', async () => {
  rmSync(join(clone, 'node_modules'), { recursive: true });
  const { child, lines } = start('--help');
  expect((await lines.next()).value).toMatch(/^Scopebox: /);
  expect((await once(child, 'exit'))[0]).toBe(0);
});
