// Videos in the preview: real ones that a browser plays.
import { expect, test } from './drawn.ts';
import { PreviewRobot, VIDEO } from './previewRobot.ts';

test.describe('videos', () => {
  test('one begins by itself, silently, and goes round', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO]);
    await preview.expectTime(0.2);
    expect(await preview.video.evaluate((video) => (video as HTMLVideoElement).loop)).toBe(true);
    await expect(preview.video).toHaveJSProperty('muted', true);
    await expect(preview.video).toHaveAccessibleName(/^Video taken on/);
  });

  test('plays and pauses by its button and by keys', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO]);
    await preview.expectTime(0.1);
    await preview.press('k');
    await expect(preview.video).toHaveJSProperty('paused', true);
    await expect(preview.button('Play video')).toBeVisible();
    await preview.button('Play video').click();
    await expect(preview.video).toHaveJSProperty('paused', false);
    await preview.root.focus();
    await preview.press('Space');
    await expect(preview.video).toHaveJSProperty('paused', true);
  });

  test('sought by keys, and told in words', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO, 90]);
    await preview.turnToVideo('2 of 2');
    await preview.expectTime(0.1);
    await preview.press('k');
    const bar = preview.current.getByRole('slider', { name: 'Position in the video' });
    await bar.focus();
    await preview.press('End');
    await expect(bar).toHaveAttribute('aria-valuetext', '00:06 of 00:06');
    await preview.press('ArrowLeft', 'ArrowLeft');
    await expect(bar).toHaveAttribute('aria-valuetext', '00:04 of 00:06');
    await expect(preview.video).toHaveCount(1);
  });

  test('sound stays as it was chosen, until the picker is left', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO, 80, 90]);
    await preview.turnToVideo('2 of 3');
    await preview.expectTime(0.1);
    await preview.press('k');
    await preview.button('Unmute video').click();
    await expect(preview.video).toHaveJSProperty('muted', false);
    await preview.press('ArrowRight');
    await preview.expectPosition('3 of 3');
    await expect(preview.button('Mute video')).toHaveCount(1);
    await preview.press('Escape');
    await expect(preview.root).toHaveCount(0);
    await drawn.page.getByRole('button', { name: /^(View selected|Preview)$/ }).click();
    await preview.turnToVideo('2 of 3');
    await expect(preview.button('Mute video')).toHaveCount(1);
  });

  test('stops when the page is turned', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO, 90]);
    await preview.turnToVideo('2 of 2');
    await preview.expectTime(0.1);
    const handle = await preview.video.elementHandle();
    await preview.press('ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowLeft');
    await expect(preview.video).toHaveCount(0);
    expect(await handle?.evaluate((video) => (video as HTMLVideoElement).paused)).toBe(true);
  });

  test('without the bytes: Android’s words, and a retry that helps', async ({ drawn }) => {
    await drawn.page.route('**/open?*', (route) => route.abort());
    const preview = await PreviewRobot.open(drawn, [VIDEO]);
    const dialog = drawn.page.getByRole('alertdialog', { name: 'Trouble playing video' });
    await expect(dialog.getByText('Check your internet connection and try again')).toBeVisible();
    await drawn.page.unroute('**/open?*');
    await dialog.getByRole('button', { name: 'Retry' }).click();
    await expect(dialog).toHaveCount(0);
    await preview.expectTime(0.1);
  });

  test('bytes that are no video: honest words, and no retry', async ({ drawn }) => {
    await drawn.page.route('**/open?*', (route) => route.fulfill({ contentType: 'video/mp4', body: 'no film' }));
    const preview = await PreviewRobot.open(drawn, [VIDEO]);
    const dialog = drawn.page.getByRole('alertdialog', { name: 'Trouble playing video' });
    await expect(dialog.getByText(/format that this window can’t play/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Retry' })).toHaveCount(0);
    await preview.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(preview.root).toBeVisible();
    await preview.press('Escape');
    await expect(preview.root).toHaveCount(0);
    await expect(drawn.picker).toBeVisible();
  });

  test('Home stops it, and the preview goes on where it was', async ({ drawn }) => {
    const preview = await PreviewRobot.open(drawn, [VIDEO]);
    await preview.expectTime(0.1);
    const { page } = drawn;
    await page.getByRole('button', { name: 'Home', exact: true }).click();
    await expect(preview.root).toBeHidden();
    await expect(preview.video).toHaveJSProperty('paused', true);
    await preview.press('k', 'Escape');
    await expect(preview.video).toHaveJSProperty('paused', true);
    await page.locator('.launcher-app').click();
    await expect(preview.video).toHaveJSProperty('paused', false);
    await preview.press('Escape');
    await expect(preview.root).toHaveCount(0);
    await expect(drawn.picker).toBeVisible();
  });
});
