import { Throwable } from '../contract/android/errors.ts';
import type { AndroidManifest } from '../contract/android/manifest.ts';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';
import type { Tester } from '../sdk/tester.ts';

/**
 * A manifest as the device reads it: our JSON, or an AndroidManifest.xml.
 * @param given what the XML leaves to the build
 * @throws {StartError} with the file and what is wrong in it
 */
export async function readManifestText(
  { api }: Tester,
  { path, text }: Readonly<{ path: string; text: string }>,
  given: Parameters<Tester['api']['readManifest']>[1] = {},
): Promise<AndroidManifest> {
  try {
    return await api.readManifest(text, given);
  } catch (error) {
    if (error instanceof Throwable && error.name === 'IllegalArgumentException')
      throw new StartError(`${path === '-' ? 'stdin' : path}: ${error.message}`, EXIT.usage);
    throw error;
  }
}
