import { basename } from 'node:path';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';

/**
 * Where `adb push` would put a file: in the folder that the target names by its slash, or under the target's own name.
 * @throws {StartError} for a target that is no path, or for what has no name there
 */
export function pushTarget(file: string, target: string, several: boolean): string {
  if (!target.startsWith('/'))
    throw new StartError(`“${target}” is no path on the device, such as /sdcard/DCIM/.`, EXIT.usage);
  if (!several && !target.endsWith('/')) return target;
  if (file === '-') throw new StartError('What comes on stdin has no name: write it into the target.', EXIT.usage);
  return `${target.replace(/\/+$/, '')}/${basename(file)}`;
}
