// One start at a time may change node_modules and out/. The lock is a file with the number of the process that holds it.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const POLL_MS = 200;

/** Waits for the right to change node_modules and out/; answers the function that gives it back. */
export async function lock(folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, '.lock');
  for (let told = false; !takeLock(path); ) {
    const owner = ownerOf(path);
    if (owner !== null && !isAlive(owner)) {
      removeDeadLock(path, owner);
      continue;
    }
    if (!told && owner !== null)
      process.stderr.write(
        `scopebox: another start (process ${owner}) is preparing; waiting for it (if there is none, remove ${path})\n`,
      );
    told ||= owner !== null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return () => rmSync(path, { force: true });
}

function takeLock(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    // A hard link appears with its content; a file opened for writing would be empty for a moment.
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    // Some file systems (exFAT, network shares) know no hard links.
    return createLock(path);
  } finally {
    rmSync(mine, { force: true });
  }
}

function createLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Only the one that makes the marker may remove the lock, and only while the dead process still owns it. */
function removeDeadLock(path, owner) {
  const marker = `${path}.dead.${owner}`;
  try {
    mkdirSync(marker);
  } catch {
    return;
  }
  if (ownerOf(path) === owner) rmSync(path, { force: true });
  rmSync(marker, { recursive: true, force: true });
}
