// Finds a Chromium for the tests, or brings one in. Answers its path.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { nodeBinary, root, run, SetupError, step } from './setup.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPrograms = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** CHROMIUM_PATH, the system's, Playwright's, Debian's package when we are root, then the one npm can bring. */
export async function chromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new SetupError(`CHROMIUM_PATH names ${given}, which does not exist.`);
  }
  return installedChromium() ?? (await fromDebian()) ?? (await fromNpm());
}

function installedChromium() {
  if (process.env.NO_SYSTEM_CHROMIUM) return null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const inPath = names.flatMap((name) => [...folders.map((folder) => join(folder, name)), `/usr/bin/${name}`]);
  return [...inPath, ...macPrograms, ...fromPlaywright()].find((path) => existsSync(path)) ?? null;
}

/** What `npx playwright install chromium` leaves behind. */
function fromPlaywright() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse();
  return versions.flatMap((name) =>
    ['chrome-linux', 'chrome-linux64'].map((folder) => join(cache, name, folder, 'chrome')),
  );
}

async function fromDebian() {
  if (process.env.NO_SYSTEM_CHROMIUM || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const installed = await step("installing Debian's chromium", async () => {
    await run('apt-get', ['update', '-q'], { capture: true, env });
    return run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { capture: true, env });
  });
  return installed.code === 0 ? installedChromium() : null;
}

async function fromNpm() {
  const program = `process.stdout.write(await (await import('@sparticuz/chromium')).default.executablePath())`;
  const { code, output } = await step('unpacking the Chromium that npm brought', () =>
    run(nodeBinary(), ['--input-type=module', '--eval', program], { capture: true, cwd: root }),
  );
  const path = output.trim().split('\n').at(-1);
  if (code === 0 && existsSync(path)) return path;
  throw new SetupError(
    `No Chromium found for the browser tests. Install one, or name it in CHROMIUM_PATH.\n${output.trim()}`,
  );
}
