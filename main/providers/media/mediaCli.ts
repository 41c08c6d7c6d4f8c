// Mirrors MediaProvider.openFile of content://media/cli: a command's output, read as a file.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { LocalFile } from '../../content/contentProvider.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { isShell } from './callerAccess.ts';
import { type CloudProviders, cliArguments, mediaProviderShellCommand } from './mediaShellCommand.ts';
import type { CloudProvider, PickerModule } from './pickerModule.ts';
import { notAllowed } from './privilegedCalls.ts';

export type MediaCliServices = Readonly<{
  /** Where an output lies until it was read: Android has a pipe for it. */
  folder: string;
  packages: PackageManager;
  cloud: Pick<PickerModule, 'available' | 'sync' | 'mirror'>;
}>;

export class MediaCli {
  readonly #services: MediaCliServices;
  #last = 0;

  constructor(services: MediaCliServices) {
    this.#services = services;
  }

  /** Runs `?cmd=` and answers what it printed. @throws {Throwable} SecurityException for all but the shell */
  async open(call: BinderCall, uri: Uri): Promise<LocalFile> {
    const { packages, folder } = this.#services;
    if (!isShell(call)) {
      const providerUid = packages.find(SYSTEM_PACKAGES.photoPicker)?.uid ?? 0;
      throw notAllowed('Shell commands', call, providerUid);
    }
    const args = cliArguments(uri);
    const lines = mediaProviderShellCommand(args, await this.#cloudProviders(args));
    const path = join(folder, `cli-${++this.#last}.txt`);
    await mkdir(folder, { recursive: true });
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    return { path, mimeType: 'text/plain', closed: () => rm(path, { force: true }) };
  }

  /** What the command tells of providers, once it is done. */
  async #cloudProviders([command, ...args]: readonly string[]): Promise<CloudProviders> {
    const { cloud } = this.#services;
    const setSucceeds = command === 'cloud-provider' && (await this.#run(args));
    const installed = cloud.available();
    const all = installed.map(shortText);
    const allowlist = installed.map(({ packageName }) => packageName);
    return { available: all, all, allowlist, current: cloud.sync.cloudProvider, setSucceeds };
  }

  /** @returns whether a change of the current provider succeeded */
  async #run([order, authority]: readonly string[]): Promise<boolean> {
    const { sync, mirror } = this.#services.cloud;
    switch (order) {
      case 'set':
        return authority !== undefined && sync.setCloudProvider(authority);
      case 'unset':
        return sync.setCloudProvider(null);
      case 'sync-library':
        void sync.sync();
        await sync.settled();
        return true;
      case 'reset-library':
        mirror.reset();
        return true;
      default:
        return false;
    }
  }
}

/** CloudProviderInfo.toShortString */
function shortText({ packageName, authority }: CloudProvider): string {
  return `pkg: ${packageName} / auth: ${authority}`;
}
