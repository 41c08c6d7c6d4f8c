// Brings in Debian's adb where the tests would find none and we may install one; what needs it is left out otherwise, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, step } from './setup.mjs';

const aptGet = '/usr/bin/apt-get';

/** Stops nothing: without adb the tests that need it are skipped with the reason. */
export async function bringAdb() {
  if (process.env.SCOPEBOX_ADB || isThere()) return;
  const mayInstall = process.getuid?.() === 0 && existsSync(aptGet) && !process.env.NO_SYSTEM_ADB;
  if (mayInstall) {
    const options = { capture: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await step("installing Debian's adb", async () => {
      await run(aptGet, ['update', '-q'], options);
      await run(aptGet, ['install', '-y', '-q', '--no-install-recommends', 'adb'], options);
    });
    if (isThere()) return;
  }
  const why = mayInstall ? 'adb could not be installed' : 'there is no adb, and this user may not install it';
  process.stderr.write(`scopebox: ${why}; what needs a real client is left out (apt-get install adb brings it)\n`);
}

function isThere() {
  return spawnSync('adb', ['version'], { stdio: 'ignore' }).status === 0;
}
