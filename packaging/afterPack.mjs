// electron-builder calls this once the program's folder is laid out, before it signs it or makes an installer of it.
import { join } from 'node:path';
import { layoutProblems } from './checkLayout.ts';

const ARCHES = { 1: 'x64', 3: 'arm64' };

/** @throws {Error} what is wrong with the layout, a sentence a line */
export async function afterPack({ appOutDir, electronPlatformName: platform, arch, packager }) {
  const { productFilename } = packager.appInfo;
  const resources =
    platform === 'darwin'
      ? join(appOutDir, `${productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  const problems = layoutProblems(resources, { platform, arch: ARCHES[arch] });
  if (problems.length > 0) throw new Error(`The packaged program is not as it must be:\n${problems.join('\n')}`);
}
