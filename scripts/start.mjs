// `npm start`: from a fresh clone to a device on the screen.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceFlags, endWithParent, explainAndExit, nodeBinary, prepare, root, run, SetupError } from './setup.mjs';

const HELP = `Scopebox: Android's photo permissions, photo picker and MediaStore on a folder of yours.

  npm start                                 the demo library
  npm start -- FOLDER                       your own photos; they are only read
  npm start -- serve FOLDER --json          for scripts: no window, one line {"url","token","pid","home"}

  --sd DIR, --usb DIR
                 put DIR in as an SD card or a USB drive; can be given again
  --plugin DIR   load the documents provider in DIR (docs/providers.md); can be given again
  --write-through
                 apps change and delete the real files in FOLDER; there is no undo
  --home DIR     where the device keeps its state (default: one per folder, below the user's data folder)
  --port N       port on 127.0.0.1 (default: a free one)
  --adb [N]      answer adb on 127.0.0.1, on port N (default: the first free one of 5555, 5557 … 5585)
  --api N        Android level of a new device, 29 to 36 (default 34)
  --no-open      do not open a browser
  --help         this text

HOST=web uses the browser even where Electron is installed.
In scripts, \`node scripts/start.mjs serve FOLDER --json\` leaves out the lines that npm itself prints.
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
  const [command, first] = electron === null ? [nodeBinary(), [...deviceFlags, entry]] : [electron, [root]];
  if (electron === null && !existsSync(entry)) {
    throw new SetupError(`The build did not make ${entry}. Remove the folder out/ and start again.`);
  }
  // Folders on the command line are meant from where the person stands, not from where the clone is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const { code } = await run(command, [...first, ...args], { cwd });
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
