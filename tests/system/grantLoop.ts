// A device that grants and revokes until it is killed; a line on stdout for each step that is done.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { startSystem } from '../../main/system.ts';
import { GALLERY, OLD_ALBUM } from '../testSystem.ts';

const [folder = '', home = '', from = '0'] = process.argv.slice(2);
const spawnExtractor = forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts'));
const system = await startSystem({ home, folder, sdk: 34, firstBootApps: [GALLERY], spawnExtractor });
system.setClock('manual');
const { packageName } = GALLERY;

const steps: readonly (() => void | Promise<void>)[] = [
  () => system.apps.setPhotoAccess(packageName, 'limited', [4, 5, 6]),
  () => void system.apps.install(OLD_ALBUM),
  () => system.apps.setPhotoAccess(OLD_ALBUM.packageName, 'full', []),
  () => system.apps.setPhotoAccess(packageName, 'full', []),
  () => system.apps.uninstall(OLD_ALBUM.packageName),
  () => system.apps.setPhotoAccess(packageName, 'limited', [4, 5, 6]),
  () => system.apps.setPhotoAccess(packageName, 'denied', []),
];

for (let number = Number(from); ; number++) {
  await steps[number % steps.length]?.();
  // At once: process.stdout keeps back what a busy reader has no room for, and a kill takes that along.
  writeSync(1, `${number}\n`);
  // The device's other work goes on in between.
  await new Promise((resolve) => setImmediate(resolve));
}
