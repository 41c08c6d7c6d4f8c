import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type FoundElectron = Readonly<{ path: string; kind: 'real' | 'double'; reason: string }>;

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Electron's own executable when it is on this computer, else the double. ELECTRON_EXEC_PATH wins. */
export function findElectron(): FoundElectron {
  const asked = process.env.ELECTRON_EXEC_PATH;
  const double = at('tests/electronDouble/electron');
  if (asked !== undefined && asked !== double) return { path: asked, kind: 'real', reason: 'ELECTRON_EXEC_PATH' };
  const pathFile = at('node_modules/electron/path.txt');
  if (existsSync(pathFile)) {
    const path = at(`node_modules/electron/dist/${readFileSync(pathFile, 'utf8').trim()}`);
    if (existsSync(path)) return { path, kind: 'real', reason: 'node_modules/electron' };
  }
  return { path: double, kind: 'double', reason: 'no Electron executable here; "npx install-electron" fetches it' };
}
