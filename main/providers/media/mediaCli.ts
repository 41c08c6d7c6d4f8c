// Mirrors MediaProvider.openFile of content://media/cli: a command's output, read as a file.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { LocalFile } from '../../content/contentProvider.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { isShell } from './callerAccess.ts';
import { cliArguments, mediaProviderShellCommand } from './mediaShellCommand.ts';
import { notAllowed } from './privilegedCalls.ts';

export class MediaCli {
  readonly #folder: string;
  readonly #packages: PackageManager;
  #last = 0;

  /** @param folder where an output lies until it was read: Android has a pipe for it */
  constructor(folder: string, packages: PackageManager) {
    this.#folder = folder;
    this.#packages = packages;
  }

  /** Runs `?cmd=` and answers what it printed. @throws {Throwable} SecurityException for all but the shell */
  async open(call: BinderCall, uri: Uri): Promise<LocalFile> {
    if (!isShell(call)) {
      const providerUid = this.#packages.find(SYSTEM_PACKAGES.photoPicker)?.uid ?? 0;
      throw notAllowed('Shell commands', call, providerUid);
    }
    const lines = mediaProviderShellCommand(cliArguments(uri), {});
    const path = join(this.#folder, `cli-${++this.#last}.txt`);
    await mkdir(this.#folder, { recursive: true });
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    return { path, mimeType: 'text/plain', closed: () => rm(path, { force: true }) };
  }
}
