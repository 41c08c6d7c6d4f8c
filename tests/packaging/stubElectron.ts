// A folder that electron-builder takes for Electron's files, with nothing in it that runs.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ELECTRON_VERSION } from '../../packaging/desktopConfig.ts';

export function stubElectron(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), '#!/bin/sh\nexit 1\n');
    chmodSync(join(folder, name), 0o755);
  }
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, 'version'), ELECTRON_VERSION);
  writeFileSync(join(folder, 'resources/default_app.asar'), emptyArchive());
}

/** An asar archive without files: four numbers that say how long its header is, and the header. */
function emptyArchive(): Buffer {
  const header = Buffer.from('{"files":{}}');
  const padded = Math.ceil(header.length / 4) * 4;
  const archive = Buffer.alloc(16 + padded);
  for (const [index, size] of [4, padded + 8, padded + 4, header.length].entries())
    archive.writeUInt32LE(size, index * 4);
  header.copy(archive, 16);
  return archive;
}
