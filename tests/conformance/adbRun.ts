// Runs vectors through a real adb: each on a device of its own, or all on one that is there already.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AdbClient } from '../adb/adbClient.ts';
import { AdbDevice } from './adbDevice.ts';
import { type AdbStep, type AdbVector, type AdbVectors, differenceOf, lineOf, stepsOf } from './adbVectors.ts';
import type { Difference, GroupReport } from './runCases.ts';

/** Every so many cases a real client is asked to run. */
const SAMPLE = 8;

/** Those that need a client, and a few of each letter that the ids begin with. */
export function sampleOf({ fixture, vectors }: AdbVectors): AdbVectors {
  const isSampled = (vector: AdbVector) => {
    const alike = vectors.filter(({ id }) => id.charAt(0) === vector.id.charAt(0));
    return alike.indexOf(vector) % SAMPLE === 0 || stepsOf(vector).some(({ argv }) => lineOf(argv) === null);
  };
  return { fixture, vectors: vectors.filter(isSampled) };
}

export type AdbRunOptions = Readonly<{
  /** The client. */
  path: string;
  /** A device that is there already; it is taken as it is. Null boots one of ours for each vector. */
  serial: string | null;
}>;

/** One report for each letter that the ids begin with. */
export async function runAdbVectors(
  file: string,
  { fixture, vectors }: AdbVectors,
  { path, serial }: AdbRunOptions,
): Promise<readonly GroupReport[]> {
  await using client = serial === null ? await AdbClient.start(path) : await AdbClient.joining(path, serial);
  const failed = new Map<string, Difference>();
  for (const vector of vectors) {
    const difference =
      serial === null
        ? await onOwnDevice(client, vector, fixture)
        : await runSteps(vector, (step, host) => runStep(step, host, (argv, stdin) => client.adb(argv, stdin)));
    if (difference !== null) failed.set(vector.id, difference);
  }
  return [...Map.groupBy(vectors, ({ id }) => id.charAt(0))].map(([letter, group]) => {
    const differences = group.flatMap(({ id }) => failed.get(id) ?? []);
    const passed = group.length - differences.length;
    return { file, group: `adb ${letter}`, passed, failed: differences, disputed: [], noRunner: 0 };
  });
}

async function onOwnDevice(
  client: AdbClient,
  vector: AdbVector,
  fixture: AdbVectors['fixture'],
): Promise<Difference | null> {
  await using device = await AdbDevice.boot(fixture, vector.api ?? fixture.api, client);
  await client.connect(device.port);
  await client.adb(['wait-for-device']);
  try {
    return await runSteps(vector, (step, host) => runStep(step, host, (argv, stdin) => client.adb(argv, stdin)));
  } finally {
    await client.run(['disconnect']);
  }
}

type RunStep = (step: AdbStep, host: string) => Promise<Difference | null>;

/** @returns the first step that was not as expected */
async function runSteps(vector: AdbVector, run: RunStep): Promise<Difference | null> {
  const host = mkdtempSync(join(tmpdir(), 'scopebox-adb-vector-'));
  try {
    layHostFiles(host, vector.hostFiles);
    for (const step of stepsOf(vector)) {
      layHostFiles(host, step.hostFiles);
      const difference = await run(step, host);
      if (difference !== null) return { ...difference, name: `${vector.id} ${difference.name}` };
    }
    return null;
  } finally {
    rmSync(host, { recursive: true, force: true });
  }
}

async function runStep(
  { argv, stdin = '', expect }: AdbStep,
  host: string,
  run: (argv: readonly string[], stdin: string) => ReturnType<AdbClient['adb']>,
): Promise<Difference | null> {
  const actual = differenceOf(
    expect,
    await run(
      argv.map((arg) => arg.replaceAll('$HOST', host)),
      stdin,
    ),
  );
  return actual === null ? null : { name: argv.join(' '), expected: expect, actual };
}

function layHostFiles(host: string, files: Readonly<Record<string, string>> = {}): void {
  for (const [name, text] of Object.entries(files)) {
    const path = name.replaceAll('$HOST', host);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
