// One Chromium for the whole app. It dies with this process, even when that is killed with SIGKILL.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, type CDPSession, chromium } from 'playwright';
import { findChromium } from '../support/findChromium.ts';
import { throwAwayFolder } from './throwAway.ts';

export type Chromium = Readonly<{
  context: BrowserContext;
  session: CDPSession;
  close(): Promise<void>;
}>;

// The shell waits for the end of its stdin, which is a pipe that only this process holds.
// Helpers of Chromium may write for some seconds longer than Chromium lives; nobody waits for this shell.
// Its own stderr is a pipe to us: "Terminated" written there after our end would end the shell too early.
const dieWithParent = `
  left=$1; shift; exec 3<&0
  "$@" </dev/null & exec 2>/dev/null
  read -r _ <&3; kill $!; wait $!
  for pause in 0 1 2; do sleep $pause; rm -rf "$left"; done`;

const switches = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--force-color-profile=srgb',
  // The page of the double is http://*.localhost and talks to Vite's socket on 127.0.0.1.
  '--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
];

/**
 * Starts the browser and connects to it.
 * @throws {Error} when there is no Chromium on this computer, or it ends before it listens
 */
export async function startChromium(): Promise<Chromium> {
  const found = await findChromium();
  if (found === null) throw new Error('The Electron double needs a Chromium; set CHROMIUM_PATH to one.');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const profile = `--user-data-dir=${join(throwAwayFolder, 'chromium')}`;
  const args = ['-c', dieWithParent, 'sh', throwAwayFolder, found.path, ...switches, ...root, profile];
  const child = spawn('/bin/sh', args, { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
  child.stdin?.on('error', () => {});
  const browser = await chromium.connectOverCDP(await endpointOf(child));
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('Chromium has no default browser context.');
  const session = await browser.newBrowserCDPSession();
  return { context, session, close: () => close(browser, session) };
}

// Playwright, in the test, waits for the same line on our own stderr.
async function endpointOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('Chromium was started without stderr.');
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      const match = /^DevTools listening on (ws:\/\/.*)$/.exec(line);
      if (match?.[1] === undefined) return;
      process.stderr.write(`${line}\n`);
      resolve(match[1]);
    });
    child.once('exit', () => reject(new Error(`Chromium ended at once:\n${said.slice(-10).join('\n')}`)));
  });
}

async function close(browser: Browser, session: CDPSession): Promise<void> {
  await session.send('Browser.close').catch(() => {});
  await browser.close().catch(() => {});
}
