// docs/http.md, line by line: its commands run, and print what it says.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { served } from './served.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/http.md'), 'utf8');
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

const EXPECTED = '#> ';

test.skipIf(process.platform === 'win32')('the walk through the HTTP API is one that can be walked', async () => {
  await using api = await served();
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-curl-'));
  try {
    const { exitCode, output } = await run(folder, {
      ...{ URL: api.server.origin, TOKEN: api.server.tokens.device },
    });
    const expected = blocks.flatMap((block) => block.split('\n').filter((line) => line.startsWith(EXPECTED)));
    expect(expected.length).toBeGreaterThan(10);
    let rest = output;
    for (const line of expected) {
      const found = pattern(line.slice(EXPECTED.length)).exec(rest);
      expect(found, `${line}\nis not in what is left of the output:\n${rest}`).not.toBeNull();
      rest = rest.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
    }
    expect(exitCode).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What a line of the page stands for: … is anything. */
function pattern(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^\\n]*?'));
}

function run(
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ exitCode: number | null; output: string }> {
  const script = ['exec 2>&1', 'set -euo pipefail', ...blocks].join('\n');
  const child = spawn('bash', ['-c', script], { cwd: folder, env: { ...process.env, ...variables } });
  let output = '';
  // All of it comes by one way, in the order in which it was said.
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
