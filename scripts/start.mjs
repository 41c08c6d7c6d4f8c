// `npm start`: from a fresh clone to a device on the screen.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWithParent, explainAndExit, nodeBinary, prepare, root, run, SetupError } from './setup.mjs';

const HELP = `Scopebox: an Android device's photos, permissions and pickers on a folder of yours.

  npm start                          the demo library
  npm start -- FOLDER                your own photos; they are never changed
  npm start -- serve FOLDER --json   no window: prints one line of JSON with the address, for scripts

  --home DIR     keep the device (installed apps, grants, index) in DIR
  --port N       listen on this port of 127.0.0.1 (default: a free one)
  --api N        Android API level, 29 to 36 (default: 36)
  --apps DIR     install the manifests in DIR (default: fixtures/apps)
  --no-open      do not open a browser
  --help         this text

Environment: HOST=web uses the browser even where Electron is installed.
For scripts, \`node scripts/start.mjs serve FOLDER --json\` leaves out the lines that npm prints itself.
`;

endWithParent();
await main(process.argv.slice(2)).catch(explainAndExit);

async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return;
  }
  await prepare();
  const electron = args[0] === 'serve' ? null : electronBinary();
  const entry = join(root, 'out', 'main', 'web.js');
  const [command, first] = electron === null ? [nodeBinary(), entry] : [electron, root];
  if (electron === null && !existsSync(entry)) {
    throw new SetupError(`The build did not make ${entry}. Remove the folder out/ and start again.`);
  }
  // Folders on the command line are meant from where the person stands, not from where the clone is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const { code } = await run(command, [first, ...args], { cwd });
  process.exitCode = code;
}

/** Electron's program, where it was downloaded and there is a display to show a window on. */
function electronBinary() {
  const folder = join(root, 'node_modules', 'electron');
  if (process.env.HOST === 'web' || !existsSync(join(folder, 'path.txt')) || !existsSync(join(folder, 'dist')))
    return null;
  const needsDisplay = process.platform === 'linux';
  if (needsDisplay && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return null;
  return join(folder, 'dist', pathInDist(folder));
}

function pathInDist(folder) {
  return readFileSync(join(folder, 'path.txt'), 'utf8').trim();
}
