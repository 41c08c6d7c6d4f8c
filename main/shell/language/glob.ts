// Mirrors mksh's globit(): the paths of the device that a pattern stands for.
import type { DeviceFiles } from '../../device/deviceFiles.ts';
import { CommandError } from './flow.ts';
import { compiled, isPattern, type PatternPart } from './pattern.ts';

/** Most paths that a pattern may stand for: one with several `/../` in it goes the same ways again and again. */
const MAX_PATHS = 200_000;

/** @throws {CommandError} for more than a command could be given @returns paths as the pattern writes them, in the order of their bytes; none where nothing fits */
export async function glob(
  files: DeviceFiles,
  cwd: string,
  pattern: readonly PatternPart[],
  pause: () => Promise<void> | null = () => null,
): Promise<readonly string[]> {
  const names = splitAtSlashes(pattern);
  let found: readonly string[] = [''];
  for (const [index, parts] of names.entries()) {
    const isLast = index === names.length - 1;
    const text = parts.map((part) => part.text).join('');
    const next: string[] = [];
    for (const base of found) {
      await pause();
      if (next.length > MAX_PATHS) throw new CommandError('argument list too long');
      if (!isPattern(parts)) next.push(base + text + (isLast ? '' : '/'));
      else
        for (const name of await fitting(files, absolute(cwd, base), parts))
          next.push(base + name + (isLast ? '' : '/'));
    }
    found = next;
  }
  return found.filter((path) => exists(files, absolute(cwd, path))).sort(byBytes);
}

/** What a path is, said from a directory; a slash at its end stays. */
export function absolute(cwd: string, path: string): string {
  if (path.startsWith('/')) return path;
  return `${cwd === '/' ? '' : cwd}/${path}`;
}

function splitAtSlashes(pattern: readonly PatternPart[]): readonly (readonly PatternPart[])[] {
  const names: PatternPart[][] = [[]];
  for (const { text, quoted } of pattern) {
    for (const [index, piece] of text.split('/').entries()) {
      if (index > 0) names.push([]);
      if (piece !== '') names.at(-1)?.push({ text: piece, quoted });
    }
  }
  return names;
}

async function fitting(
  files: DeviceFiles,
  directory: string,
  parts: readonly PatternPart[],
): Promise<readonly string[]> {
  const expression = compiled(parts);
  const takesHidden = parts[0]?.text.startsWith('.') === true;
  const entries = await files.readdir(directory).catch(() => []);
  return entries.flatMap(({ name }) =>
    (takesHidden || !name.startsWith('.')) && expression.matches(name) ? [name] : [],
  );
}

function exists(files: DeviceFiles, path: string): boolean {
  try {
    files.lstat(path);
    return true;
  } catch {
    return false;
  }
}

export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
