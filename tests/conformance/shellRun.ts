// Runs those adb vectors that only need a shell through ours, without a client: each on a device of its own.
import { rmSync } from 'node:fs';
import { openShell } from '../../main/shell/shell.ts';
import type { System } from '../../main/system.ts';
import { shellServices } from '../../main/systemShell.ts';
import type { Ran } from '../adb/adbClient.ts';
import { bootFixture } from './adbDevice.ts';
import { type AdbStep, type AdbVector, type AdbVectors, differenceOf, lineOf, stepsOf } from './adbVectors.ts';
import type { Difference, GroupReport } from './runCases.ts';

/** One report for each letter that the ids begin with; what pushes or pulls is left to a run with a client. */
export async function runShellVectors(file: string, { fixture, vectors }: AdbVectors): Promise<readonly GroupReport[]> {
  const run = vectors.filter((vector) => stepsOf(vector).every(({ argv }) => lineOf(argv) !== null));
  const failed = new Map<string, Difference>();
  for (const vector of run) {
    const { root, test } = await bootFixture(fixture, vector.api ?? fixture.api);
    try {
      const difference = await runVector(test.system, vector);
      if (difference !== null) failed.set(vector.id, difference);
    } finally {
      await test[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    }
  }
  return [...Map.groupBy(run, ({ id }) => id.charAt(0))].map(([letter, group]) => {
    const differences = group.flatMap(({ id }) => failed.get(id) ?? []);
    const passed = group.length - differences.length;
    return { file, group: `shell ${letter}`, passed, failed: differences, disputed: [], noRunner: 0 };
  });
}

async function runVector(system: System, vector: AdbVector): Promise<Difference | null> {
  for (const step of stepsOf(vector)) {
    const { argv, expect } = step;
    const actual = differenceOf(expect, await runStep(system, step));
    if (actual !== null) return { name: `${vector.id} ${argv.join(' ')}`, expected: expect, actual };
  }
  return null;
}

async function runStep(system: System, { argv, stdin = '' }: AdbStep): Promise<Ran> {
  const [out, err]: [Uint8Array[], Uint8Array[]] = [[], []];
  const { signal } = new AbortController();
  const exit = await openShell(shellServices(system, signal), lineOf(argv) ?? '', {
    stdin: input(stdin),
    stdout: (bytes) => void out.push(bytes),
    stderr: (bytes) => void (argv[0] === 'exec-out' ? out : err).push(bytes),
    ...{ signal, terminal: null, environment: { HOME: '/', TMPDIR: '/data/local/tmp' } },
  });
  const status = argv[0] === 'exec-out' ? 0 : exit & 0xff;
  return { stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exit: status };
}

async function* input(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}
