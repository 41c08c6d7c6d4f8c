// The program killed in the middle of what it was writing: the next start finds the state before or after, never half.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bootOn, GALLERY, type TestSystem, testSystem } from '../testSystem.ts';
import { PHOTO_STATES, randomFrom } from './killedStates.ts';

const KILLS = Number(process.env.SCOPEBOX_ROUNDS ?? 20);
const SELECTED = 3;

/** Runs the loop on a device's home and kills it some time after some steps. */
async function killedAfter(device: TestSystem, steps: number, milliseconds: number): Promise<number> {
  const args = [join(import.meta.dirname, 'grantLoop.ts'), device.folder, device.home];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let done = 0;
  for await (const _ of createInterface({ input: child.stdout })) if (++done === steps) break;
  await pause(milliseconds);
  child.kill('SIGKILL');
  await ended;
  return done;
}

test(`killed ${KILLS} times among grants, it comes back to a state that was really there`, {
  timeout: KILLS * 20_000,
}, async () => {
  await using first = await testSystem({ apps: [GALLERY] });
  await first.system.close();
  const random = randomFrom(20_240_601);
  for (let kill = 0; kill < KILLS; kill++) {
    const done = await killedAfter(first, 1 + Math.floor(random() * 40), random() * 3);
    expect(done).toBeGreaterThan(0);

    const again = await bootOn(first.folder, first.home, { apps: [] });
    const { permissions, packages, device } = again.system;
    const states = permissions.states(GALLERY.packageName);
    const access = Object.entries(PHOTO_STATES).find(([, known]) => known(states))?.[0];
    expect(access, JSON.stringify(Object.entries(states))).toBeDefined();
    expect(again.system.selectedItems(GALLERY.packageName)).toBe(access === 'limited' ? SELECTED : 0);

    const kept = permissions.packageNames().filter((name) => packages.find(name) === null);
    expect(kept).toEqual([]);
    const uids = packages.list().map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    expect(device.bootCount).toBeGreaterThan(kill);
    const problems = again.system.logcat.lines().filter(({ priority }) => priority === 'E');
    expect(problems).toEqual([]);
    await again.system.close();
  }
  expect(readdirSync(first.home, { recursive: true }).filter((name) => String(name).includes('damaged'))).toEqual([]);
});
