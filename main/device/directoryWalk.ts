// What a directory of the union is made of, layer by layer: for operations on all of it at once.
import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isGone, lookAt } from './layer.ts';
import { Slices } from './realTime.ts';
import type { UpperLayer } from './upperLayer.ts';
import { childOf } from './volumePath.ts';

/** Something in a directory, or the directory itself, which comes first. */
export type Walked = Readonly<{
  /** Below the volume. */
  path: string;
  upper: Stats | null;
  /** What the folder shows or would show there if the upper layer had nothing. */
  lower: Stats | null;
  /** Whether a file of the upper layer lies over a directory of the folder above it, so that it is not seen. */
  isCovered: boolean;
}>;

export type DirectoryLayers = Readonly<{ lower: string; upper: UpperLayer }>;

/**
 * Walks a directory, the outer before the inner; depth costs no stack, and others get their turns.
 * @throws {Error} with a `code` when something in it cannot be looked at: what is moved or hidden is moved or hidden whole
 */
export async function* walkDirectory(
  layers: DirectoryLayers,
  start: Omit<Walked, 'isCovered'>,
): AsyncGenerator<Walked> {
  const slices = new Slices();
  const pending: Walked[] = [{ ...start, isCovered: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    if (next.upper?.isDirectory() || next.lower?.isDirectory())
      for (const entry of await entriesOf(layers, next, slices)) pending.push(entry);
    await slices.breathe();
  }
}

async function entriesOf(layers: DirectoryLayers, directory: Walked, slices: Slices): Promise<Iterable<Walked>> {
  const { path, upper, lower } = directory;
  const isCovered = directory.isCovered || upper?.isFile() === true;
  const entries = new Map<string, Walked>();
  if (upper?.isDirectory()) {
    for (const name of await namesIn(join(layers.upper.files, path))) {
      const stats = lookAt(join(layers.upper.files, path, name));
      if (stats?.isFile() || stats?.isDirectory())
        entries.set(name, { path: childOf(path, name), upper: stats, lower: null, isCovered });
      await slices.breathe();
    }
  }
  if (lower?.isDirectory()) {
    for (const name of await namesIn(join(layers.lower, path))) {
      const child = childOf(path, name);
      const stats = lookAt(join(layers.lower, child));
      if (stats !== null && !layers.upper.whiteouts.hides(child, stats))
        entries.set(name, { path: child, upper: entries.get(name)?.upper ?? null, lower: stats, isCovered });
      await slices.breathe();
    }
  }
  return entries.values();
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory, { encoding: 'buffer' });
    return names.filter((name) => isUtf8(name)).map((name) => name.toString('utf8'));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}
