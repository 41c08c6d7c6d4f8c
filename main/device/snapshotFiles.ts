// Where snapshots lie in the device's home, and how one takes the place of the device's state.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from './removeTree.ts';

/** What is written down of a snapshot; the last file of it to be made. */
export type SnapshotManifest = Readonly<{
  format: 1;
  name: string;
  /** When it was saved: the computer's time, milliseconds since 1970 UTC. */
  savedAt: number;
  /** The real path of the folder of the primary volume. */
  folder: string;
  /** Of everything in it. */
  bytes: number;
  files: number;
  clock: Readonly<{ kind: 'system' | 'manual'; currentTimeMillis: number }>;
  /** What of the home it has. */
  entries: readonly string[];
  /** Folders that were written through: what apps had changed there is not in it. Missing in older ones. */
  writtenThrough?: readonly string[];
}>;

/** Folders of the home that belong to the device's state; its JSON files do, too. */
const FOLDERS = ['volumes', 'media', 'thumbnails', 'cloudmedia'];

/** What no snapshot keeps, and no restore leaves: thumbnails are made again, and what the cloud has is downloaded again. */
const MADE_AGAIN = ['thumbnails', 'cloudmedia'];

/** Everything of the home that a snapshot keeps. */
export function keptEntries(home: string): readonly string[] {
  return stateEntries(home).filter((entry) => !MADE_AGAIN.includes(entry));
}

/** Everything of the home that a restore replaces. */
export function stateEntries(home: string): readonly string[] {
  return readdirSync(home, { withFileTypes: true }).flatMap((entry) => {
    const isState = entry.isFile() ? entry.name.endsWith('.json') : FOLDERS.includes(entry.name);
    return isState ? [entry.name] : [];
  });
}

/** A restore that is decided; it is gone once it is done. */
export function restoreFolder(home: string): string {
  return join(home, 'restore');
}

/** @returns null for a folder that is no whole snapshot */
export function readSnapshot(folder: string): SnapshotManifest | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    return isManifest(manifest) ? manifest : null;
  } catch {
    return null;
  }
}

/**
 * Puts the state of a restore that is decided into its place; nothing of the device may run. Killed in the middle, the
 * next call does the rest.
 * @returns the snapshot that the home has now; null when none was to be restored
 */
export function finishRestore(home: string): SnapshotManifest | null {
  const restore = restoreFolder(home);
  const manifest = readSnapshot(restore);
  if (manifest === null) return null;
  const state = join(restore, 'state');
  const before = join(restore, 'before');
  mkdirSync(before, { recursive: true });
  for (const entry of stateEntries(home)) {
    // What has no successor waiting is the restored one already, unless the snapshot has none of the name.
    const isOld = existsSync(join(state, entry)) || !manifest.entries.includes(entry);
    if (isOld) renameSync(join(home, entry), join(before, entry));
  }
  for (const entry of manifest.entries)
    if (existsSync(join(state, entry))) renameSync(join(state, entry), join(home, entry));
  const done = freeName(home, 'restored');
  renameSync(restore, done);
  // What cannot be deleted now is deleted by the next restore.
  void removeTree(done).catch(() => {});
  return manifest;
}

/** What earlier restores and saves left behind when the program was killed. */
export function leftovers(home: string): readonly string[] {
  const ofHome = readdirSync(home).filter((name) => /^(restored-\d+|restoring)$/.test(name));
  const snapshots = join(home, 'snapshots');
  const ofSnapshots = existsSync(snapshots) ? readdirSync(snapshots).filter((name) => name.startsWith('.')) : [];
  return [...ofHome.map((name) => join(home, name)), ...ofSnapshots.map((name) => join(snapshots, name))];
}

export function freeName(folder: string, prefix: string): string {
  let number = 1;
  while (statSync(join(folder, `${prefix}-${number}`), { throwIfNoEntry: false }) !== undefined) number++;
  return join(folder, `${prefix}-${number}`);
}

function isManifest(value: unknown): value is SnapshotManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, name, savedAt, folder, bytes, files, clock, entries, writtenThrough } = value as Record<
    string,
    unknown
  >;
  if (writtenThrough !== undefined && !isTexts(writtenThrough)) return false;
  return (
    format === 1 &&
    typeof name === 'string' &&
    typeof folder === 'string' &&
    [savedAt, bytes, files].every((number) => typeof number === 'number') &&
    typeof clock === 'object' &&
    clock !== null &&
    Array.isArray(entries) &&
    entries.every((entry) => typeof entry === 'string' && /^[\w.-]+$/.test(entry) && !entry.startsWith('.'))
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
