// What only Electron's own program can tell: native modules in its Node, the sandbox, two worlds in one page.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test } from '@playwright/test';
import { findElectron } from '../support/findElectron.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const { path: executablePath, kind, reason } = findElectron();
const isReal = kind === 'real';

// The list of tests is where people look, so the reason is in the name.
test.describe(isReal ? 'Electron’s own program' : `Electron’s own program, skipped: ${reason}`, () => {
  test.skip(!isReal, reason);

  test('shows the device: database, pictures and page work in it, and the page is kept apart', async () => {
    await using workplace = await temporaryFolder('realElectron');
    const library = join(workplace.path, 'library');
    await makePhotoLibrary(library, 3);
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const args = [
      root,
      library,
      '--home',
      join(workplace.path, 'home'),
      `--user-data-dir=${join(workplace.path, 'user')}`,
    ];
    const app = await _electron.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox', ...args] : args,
    });
    try {
      const page = await app.firstWindow();
      await expect(page.getByRole('region', { name: 'Folder of external_primary' })).toContainText('Ready');
      expect(await page.evaluate(() => ['require', 'process', 'ipcRenderer'].filter((name) => name in window))).toEqual(
        [],
      );
      const preferences = await app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
          getLastWebPreferences(): object;
        };
        return contents.getLastWebPreferences();
      });
      expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
    } finally {
      await app.close();
    }
  });
});
