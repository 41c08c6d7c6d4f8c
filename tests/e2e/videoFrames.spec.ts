// Videos have thumbnails without an ffmpeg: the page that shows the device decodes them.
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { clip } from '../support/clip.ts';
import { type HostName, openDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { findElectron } from '../support/findElectron.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const HOSTS: readonly HostName[] = ['web', 'electron'];
const PROVIDER = 'com.android.providers.media.module';

type Drawn = Readonly<{ size: string; topLeft: string; topRight: string; bottomRight: string }>;

/** The thumbnails of all videos, by their colours near two corners; in the page, as the device's screen loads them. */
function drawnThumbnails(page: Page): Promise<readonly Drawn[]> {
  return page.evaluate(async (provider) => {
    const drawn = async (id: number) => {
      const uri = encodeURIComponent(`content://media/external/video/media/${id}`);
      const answer = await fetch(`/content/${provider}/thumbnail?uri=${uri}&width=96&height=96`);
      if (!answer.ok) return [];
      const picture = await createImageBitmap(await answer.blob());
      const { width, height } = picture;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(picture, 0, 0);
      const colorAt = (x: number, y: number) => {
        const [red = 0, green = 0, blue = 0] = context?.getImageData(x, y, 1, 1).data ?? [];
        if (green > 60) return 'other';
        return red > 180 && blue < 60 ? 'red' : blue > 180 && red < 60 ? 'blue' : 'other';
      };
      const corners = { topLeft: colorAt(5, 5), bottomRight: colorAt(width - 6, height - 6) };
      return [{ size: `${width} × ${height}`, ...corners, topRight: colorAt(width - 6, 5) }];
    };
    const all = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(drawn));
    return all.flat();
  }, PROVIDER);
}

for (const host of HOSTS) {
  const shownIn = host === 'web' ? 'the browser' : `Electron (${findElectron().kind})`;

  test(`a film shows its middle, upright, where ffmpeg cannot: ${shownIn}`, async ({ browser }) => {
    await using workplace = await temporaryFolder('videoFrames');
    const folder = join(workplace.path, 'library');
    await mkdir(join(folder, 'DCIM'), { recursive: true });
    await writeFile(join(folder, 'DCIM/flat.mp4'), clip());
    await writeFile(join(folder, 'DCIM/turned.mp4'), clip(true));
    await writeFile(join(folder, 'DCIM/broken.mp4'), clip().subarray(0, 900));
    const programs = join(workplace.path, 'programs');
    await mkdir(programs);
    await writeFile(join(programs, 'ffmpeg'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const device = await openDevice(host, {
      ...{ folder, home: join(workplace.path, 'home'), browser },
      env: { PATH: `${programs}${delimiter}${process.env.PATH}` },
    });
    try {
      await expect(device.page.locator('main')).toBeVisible();
      const flat = { size: '64 × 48', topLeft: 'red', bottomRight: 'blue', topRight: 'blue' };
      const turned = { size: '48 × 64', topLeft: 'red', bottomRight: 'blue', topRight: 'red' };
      const found = async () => [...(await drawnThumbnails(device.page))].sort((a, b) => (a.size < b.size ? 1 : -1));
      // A page lends its codecs when it has nothing else to do: on a busy computer that takes a while.
      await expect.poll(found, { timeout: 60_000 }).toEqual([flat, turned]);
    } finally {
      await device.close();
    }
  });
}
