// The scenarios that come with the program, as people run them: by the command line, and on a second device from the panel.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ScenarioResult } from '../../scenario/runScenario.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { projectNode, WebHost } from '../support/webHost.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

/** `scopebox …`, to its end. */
async function scopebox(...args: readonly string[]) {
  const env = { ...process.env, SCOPEBOX_BROWSER: process.env.CHROMIUM_PATH };
  const child = spawn(projectNode(), [join(import.meta.dirname, '../../out/main/cli.js'), ...args], { env });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text) => {
      said[stream] += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

test('every scenario is green on every level it is about', async () => {
  test.setTimeout(900_000);
  const { code, stdout, stderr } = await scopebox('scenario', 'run', 'all', '--json');
  const results = JSON.parse(stdout) as readonly ScenarioResult[];
  const others = results.flatMap(({ cases }) => cases).filter(({ status }) => status !== 'passed');
  expect([others, stderr, code]).toEqual([[], '', 0]);
  expect(results.map(({ id }) => id)).toEqual(
    Array.from({ length: 53 }, (_, n) => `S${String(n + 1).padStart(2, '0')}`),
  );
});

test('one is reproduced from the panel on a second device, which ends with the first', async ({ page, context }) => {
  test.setTimeout(180_000);
  // Its dialogs are answered after a moment each: who looks now and then may never see one.
  await context.addInitScript(() => {
    const look = () => {
      if (document.querySelector('.grant-dialog') !== null) Object.assign(window, { hasAsked: true });
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  await using workplace = await temporaryFolder('reproduced');
  const folder = join(workplace.path, 'library');
  await makePhotoLibrary(folder, 1);
  await using host = await WebHost.start(folder, join(workplace.path, 'home'));
  await page.goto(host.entrance);
  await page.getByRole('tab', { name: 'Scenarios' }).click();
  await page.getByRole('button', { name: 'Explain S01' }).click();
  await expect(page.getByText('checkSelfPermission for both')).toBeVisible();
  await page.getByRole('button', { name: 'Reproduce S01' }).click();
  const link = page.getByRole('link', { name: 'Show its device' });
  await expect(link).toBeVisible({ timeout: 60_000 });
  const [second] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await second.waitForFunction(() => 'hasAsked' in window);
  const played = page.getByRole('region', { name: 'What is reproduced' });
  await expect(played.getByRole('status')).toHaveText(/^It was played/, { timeout: 60_000 });
  const { origin } = new URL(second.url());
  expect((await fetch(`${origin}/healthz`)).ok).toBe(true);
  await host.stop();
  const answers = () =>
    fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 30_000 }).toBe(false);
});
