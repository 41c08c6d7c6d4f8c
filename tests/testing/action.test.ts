// The step for GitHub Actions: its script as a shell runs it, with what stands in for npx.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

type Step = Readonly<{ env: Readonly<Record<string, string>>; run: string }>;

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
const [{ env, run }]: readonly [Step] = action.runs.steps;

/** Runs the script with these inputs. @returns what npx was given, one word each, and the exit code */
function runStep(inputs: Readonly<Record<string, string>>) {
  const bin = mkdtempSync(join(tmpdir(), 'scopebox-action-'));
  try {
    const npx = join(bin, 'npx');
    writeFileSync(npx, '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\nexit 7\n');
    chmodSync(npx, 0o755);
    const given = Object.fromEntries(
      Object.entries(env).map(([name, value]) => {
        const input = /inputs\.([\w-]+)/.exec(value)?.[1] ?? '';
        return [name, inputs[input] ?? action.inputs[input].default ?? ''];
      }),
    );
    const environment = { ...given, PATH: `${bin}:${process.env.PATH}` };
    const { stdout, status } = spawnSync('bash', ['-c', run], { env: environment, encoding: 'utf8' });
    return { words: stdout.trimEnd().split('\n'), status };
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

test.skipIf(process.platform === 'win32')(
  'what is asked for reaches exec, word by word, and its exit code is the step’s',
  () => {
    const exec = ['--no-install', 'scopebox', 'exec', '--api'];
    const command = ['--', 'bash', '-euo', 'pipefail', '-c'];
    expect(runStep({ run: 'npm test' })).toEqual({ words: [...exec, '34', ...command, 'npm test'], status: 7 });
    const inputs = { run: 'echo "$HOME"; $(exit 1)', api: '36', folder: 'my photos', install: 'a.json\nb c.json\n' };
    const options = ['--install', 'a.json', '--install', 'b c.json', 'my photos'];
    expect(runStep(inputs).words).toEqual([...exec, '36', ...options, ...command, inputs.run]);
  },
);

test('no input is a part of the script', () => {
  expect(run).not.toContain('${{');
  expect(Object.keys(action.inputs).sort()).toEqual(
    ['working-directory', ...Object.values(env).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1] ?? '')].sort(),
  );
});
