// Every command of docs/adb.md, as it is written there, through a real adb.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdbEndpoint, startAdb } from '../../main/hosts/adb.ts';
import { GALLERY, type TestSystem, testSystem } from '../testSystem.ts';
import { AdbClient, findAdb } from './adbClient.ts';

type Example = Readonly<{ command: string; output: string }>;

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/adb.md', import.meta.url)), 'utf8');

/** Variables are for the commands below them. */
let assignments = '';

const examples = [...PAGE.matchAll(/```console\n(.*?)```/gs)].flatMap(([, block = '']): Example[] =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...lines] = text.split('\n');
      return { command, output: lines.join('\n') };
    }),
);

const found = findAdb();
if (found.path === null) console.log(`The examples of docs/adb.md are left out: ${found.reason}`);

describe.skipIf(found.path === null)('docs/adb.md', () => {
  const host = mkdtempSync(join(tmpdir(), 'scopebox-adb-docs-'));
  let client: AdbClient;
  let device: TestSystem;
  let endpoint: AdbEndpoint;

  beforeAll(async () => {
    client = await AdbClient.start(found.path ?? '');
    device = await testSystem({ photos: ['DCIM/Camera/a.jpg', 'DCIM/Camera/b.jpg'], apps: [GALLERY] });
    endpoint = await startAdb({ system: device.system, port: 0, auth: false, androidHome: host, serverPort: 1 });
    await client.connect(endpoint.port);
    await client.adb(['wait-for-device']);
    writeFileSync(join(host, 'holiday.jpg'), readFileSync(join(device.folder, 'DCIM/Camera/a.jpg')));
  });

  afterAll(async () => {
    await client?.[Symbol.asyncDispose]();
    await endpoint?.close();
    await device?.[Symbol.asyncDispose]();
    rmSync(host, { recursive: true, force: true });
  });

  test.each(examples)('$command', async ({ command, output }) => {
    // Three dots stand for whatever is there.
    const parts = output.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    if (/^\w+=/.test(command)) assignments += `${command}\n`;
    expect(await run(`${assignments}${command}`)).toMatch(new RegExp(`^${parts.join('.*')}$`, 's'));
  });

  function run(command: string): Promise<string> {
    const env = {
      ...process.env,
      ANDROID_ADB_SERVER_PORT: String(client.serverPort),
      ANDROID_SERIAL: `127.0.0.1:${endpoint.port}`,
      HOME: host,
    };
    const line = `adb() { command '${found.path}' "$@"; }; ${command}`;
    return new Promise((resolve) => {
      execFile('sh', ['-c', line], { env, cwd: host }, (_, stdout, stderr) => resolve(stdout + stderr));
    });
  }
});
