// The program killed among grants: what was taken is there, what was revoked is not, and the file is read without a word.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { randomFrom } from '../system/killedStates.ts';
import { grantSteps, grantsOn, type Persisted, persistedOf } from './grantSteps.ts';

const ROUNDS = Number(process.env.SCOPEBOX_ROUNDS ?? 20);
const STEPS = 5_000;

/** @returns how many steps were told before the end */
async function killedAfter(path: string, seed: number): Promise<number> {
  const random = randomFrom(seed * 7);
  const steps = 1 + Math.floor(random() ** 2 * (STEPS - 1));
  const args = [join(import.meta.dirname, 'grantsLoop.ts'), path, String(seed), String(STEPS)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const wait = random() * 3;
  let done = 0;
  // Counted as it comes: lines that are waited for one by one are lost when the program dies.
  child.stdout.on('data', (bytes: Buffer) => {
    const before = done;
    done += bytes.filter((byte) => byte === 10).length;
    if (before < steps && done >= steps) pause(wait).then(() => child.kill('SIGKILL'));
  });
  expect([0, null]).toContain(await ended);
  return done;
}

/** What is persisted after `done` steps, and after one more. */
function statesAt(seed: number, done: number): readonly [before: Persisted, next: Persisted] {
  let now = 0;
  const grants = grantsOn(null, () => now);
  const step = grantSteps(grants, seed);
  for (now = 1; now <= done; now++) step();
  const before = persistedOf(grants);
  step();
  return [before, persistedOf(grants)];
}

test.for(Array.from({ length: ROUNDS }, (_, round) => 20_240_601 + round))(
  'killed among grants, seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'scopebox-grants-'));
    try {
      const path = join(folder, 'urigrants.json');
      const done = await killedAfter(path, seed);
      expect(done).toBeGreaterThan(0);
      const [before, next] = statesAt(seed, done);
      const found = persistedOf(grantsOn(path, () => STEPS));
      // One step may change several grants, and be killed between two of them: each is as it was, or as it will be.
      for (const key of new Set([...Object.keys(before), ...Object.keys(next), ...Object.keys(found)]))
        expect([before[key], next[key]]).toContain(found[key]);
      expect(readdirSync(folder)).not.toContainEqual(expect.stringContaining('damaged'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
