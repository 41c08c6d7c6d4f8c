// Files that come with the program: the demo library and the apps of a new device.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { parseManifestText } from '../packages/manifestText.ts';
import { StartError } from './commandLine.ts';

/** The folder of the demo library. */
export function demoFolder(): string {
  return join(fixtures(), 'library');
}

/** The manifests every new device has installed. @throws {StartError} for a file that is no manifest */
export function firstBootApps(): readonly AndroidManifest[] {
  const folder = join(fixtures(), 'apps');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return files.sort().map((name) => readManifest(join(folder, name)));
}

function readManifest(path: string): AndroidManifest {
  try {
    return parseManifestText(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new StartError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Beside the sources, the build, or the packaged program: the first folder upwards that has it. */
function fixtures(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'fixtures', 'library')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'fixtures');
}
