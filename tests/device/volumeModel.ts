// What a volume should do, in a few lines: paths and their bytes in memory, with the errors of a file system.
import { appendFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { VolumeWriter } from '../../main/device/volumeAccess.ts';

export type Model = Readonly<{
  /** Bytes by path; null for a directory. */
  entries: ReadonlyMap<string, string | null>;
  /** Modification times that are known, milliseconds. */
  times: ReadonlyMap<string, number>;
}>;

export type Step = Readonly<
  | { kind: 'mkdirs' | 'create' | 'deleteFile' | 'deleteDirectory'; path: string }
  | { kind: 'append'; path: string; bytes: string }
  | { kind: 'moveFile' | 'moveDirectory'; path: string; to: string }
  | { kind: 'setLastModified'; path: string; time: number }
  | { kind: 'clear' }
>;

type Draft = { entries: Map<string, string | null>; times: Map<string, number> };

/** The state after a step; a code when it must fail, and nothing changes then. */
export function after(model: Model, lower: Model, step: Step): Model | string {
  const draft: Draft = { entries: new Map(model.entries), times: new Map(model.times) };
  return (step.kind === 'clear' ? null : apply(draft, step)) ?? (step.kind === 'clear' ? lower : draft);
}

function apply({ entries, times }: Draft, step: Exclude<Step, { kind: 'clear' }>): string | null {
  const { path } = step;
  const here = entries.get(path);
  switch (step.kind) {
    case 'mkdirs':
      return here === null ? null : typeof here === 'string' ? 'ENOTDIR' : makeAbove(entries, `${path}/x`);
    case 'create':
      return write({ entries, times }, path, '');
    case 'append':
      return write({ entries, times }, path, `${here ?? ''}${step.bytes}`);
    case 'setLastModified':
      if (typeof here !== 'string') return here === null ? 'EISDIR' : 'ENOENT';
      times.set(path, step.time);
      return null;
    case 'deleteFile':
      if (typeof here !== 'string') return here === null ? 'EISDIR' : 'ENOENT';
      entries.delete(path);
      times.delete(path);
      return null;
    case 'deleteDirectory':
      if (here !== null) return here === undefined ? 'ENOENT' : 'ENOTDIR';
      for (const below of within(entries, path)) remove({ entries, times }, below);
      return null;
    case 'moveFile':
    case 'moveDirectory':
      return move({ entries, times }, step);
  }
}

function write({ entries, times }: Draft, path: string, bytes: string): string | null {
  if (entries.get(path) === null) return 'EISDIR';
  const problem = makeAbove(entries, path);
  if (problem !== null) return problem;
  entries.set(path, bytes);
  times.delete(path);
  return null;
}

function move({ entries, times }: Draft, { kind, path, to }: Extract<Step, { to: string }>): string | null {
  const here = entries.get(path);
  const there = entries.get(to);
  if (here === undefined) return 'ENOENT';
  if (kind === 'moveFile' && here === null) return 'EISDIR';
  if (kind === 'moveDirectory' && here !== null) return 'ENOTDIR';
  if (path === to) return null;
  if (kind === 'moveFile' && there === null) return 'EISDIR';
  if (kind === 'moveDirectory' && to.startsWith(`${path}/`)) return 'EINVAL';
  const problem = makeAbove(entries, to);
  if (problem !== null) return problem;
  if (kind === 'moveDirectory' && typeof there === 'string') return 'ENOTDIR';
  if (kind === 'moveDirectory' && within(entries, to).length > 1) return 'ENOTEMPTY';
  for (const from of within(entries, path)) {
    const target = `${to}${from.slice(path.length)}`;
    const time = times.get(from);
    entries.set(target, entries.get(from) ?? null);
    times.delete(target);
    if (time !== undefined) times.set(target, time);
    remove({ entries, times }, from);
  }
  return null;
}

function remove({ entries, times }: Draft, path: string): void {
  entries.delete(path);
  times.delete(path);
}

function within(entries: ReadonlyMap<string, string | null>, path: string): readonly string[] {
  return [...entries.keys()].filter((other) => other === path || other.startsWith(`${path}/`));
}

function makeAbove(entries: Map<string, string | null>, path: string): string | null {
  const missing: string[] = [];
  for (let above = posix.dirname(path); above !== '.'; above = posix.dirname(above)) {
    const entry = entries.get(above);
    if (typeof entry === 'string') return 'ENOTDIR';
    if (entry === undefined) missing.push(above);
  }
  for (const directory of missing) entries.set(directory, null);
  return null;
}

/** Does a step on a real volume. @returns the code of the error, or null */
export async function perform(volume: VolumeWriter, step: Step): Promise<unknown> {
  try {
    await act(volume, step);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

async function act(volume: VolumeWriter, step: Step): Promise<void> {
  switch (step.kind) {
    case 'mkdirs':
      return volume.mkdirs(step.path);
    case 'create':
      await volume.openForWriting(step.path, { truncate: true });
      return;
    case 'append':
      appendFileSync(await volume.openForWriting(step.path, { truncate: false }), step.bytes, 'latin1');
      return;
    case 'moveFile':
      return volume.moveFile(step.path, step.to);
    case 'moveDirectory':
      return volume.moveDirectory(step.path, step.to);
    case 'deleteFile':
      return volume.deleteFile(step.path);
    case 'deleteDirectory':
      return volume.deleteDirectory(step.path);
    case 'setLastModified':
      return volume.setLastModified(step.path, step.time);
    case 'clear':
      return volume.clear();
  }
}

const NAMES = ['DCIM', 'Camera', 'a.jpg', 'b.jpg', 'été.png'];
const KINDS = [
  ...(['mkdirs', 'mkdirs', 'create', 'create', 'append', 'append', 'append', 'setLastModified'] as const),
  ...(['moveFile', 'moveFile', 'moveFile', 'moveFile', 'moveDirectory', 'moveDirectory', 'moveDirectory'] as const),
  ...(['deleteFile', 'deleteFile', 'deleteDirectory'] as const),
];

/** A step that makes sense more often than not. */
export function randomStep(model: Model, random: () => number): Step {
  const oneOf = <T>(all: readonly [T, ...T[]] | readonly T[], otherwise: T): T =>
    all[Math.floor(random() * all.length)] ?? otherwise;
  const anyPath = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => oneOf(NAMES, 'x')).join('/');
  // What is gone comes back now and then: else nothing is left to do something with.
  if (random() < 0.01 || model.entries.size < 3) return { kind: 'clear' };
  const kind = oneOf(KINDS, 'mkdirs');
  const wantsDirectory = kind === 'moveDirectory' || kind === 'deleteDirectory';
  const known = [...model.entries].filter(([, bytes]) => (bytes === null) === wantsDirectory).map(([path]) => path);
  const path = random() < (kind === 'create' || kind === 'mkdirs' ? 0.3 : 0.9) ? oneOf(known, anyPath()) : anyPath();
  switch (kind) {
    case 'append':
      // One that is made and then written is two changes.
      if (model.entries.get(path) === undefined) return { kind: 'create', path };
      return { kind, path, bytes: String.fromCharCode(97 + Math.floor(random() * 26)).repeat(1 + random() * 20) };
    case 'setLastModified':
      return { kind, path, time: 1_500_000_000_000 + Math.floor(random() * 1e11) };
    case 'moveFile':
    case 'moveDirectory':
      return { kind, path, to: random() < 0.3 ? oneOf([...model.entries.keys()], 'x') : anyPath() };
    default:
      return { kind, path };
  }
}
