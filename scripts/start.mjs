// `npm start`: from a fresh clone to a device on the screen.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceFlags, endWithParent, explainAndExit, nodeBinary, prepare, root, run, SetupError } from './setup.mjs';

const help = () => `Scopebox: Android's photo permissions, photo picker and MediaStore on a folder of yours.

  npm start                                 the demo library
  npm start -- FOLDER                       your own photos; they are only read
  npm start -- serve FOLDER --json          for scripts: no window, one line {"url","token","pid","home"}

${hostOptions()}
  --help         this text

HOST=web uses the browser even where Electron is installed.
In scripts, \`node scripts/start.mjs serve FOLDER --json\` leaves out the lines that npm itself prints.
`;

/** The host's own options, from the one list of them; readable before there is a build. */
function hostOptions() {
  const options = JSON.parse(readFileSync(join(root, 'main', 'hosts', 'hostOptions.json'), 'utf8'));
  const lines = options.map(({ flags, description }) => {
    const shown = flags.replace(/<(.*)>/, '$1').replace(/ .*/, (value) => value.toUpperCase());
    return shown.length > 14 ? `  ${shown}\n                 ${description}` : `  ${shown.padEnd(14)} ${description}`;
  });
  return lines.join('\n');
}

endWithParent();
await main(process.argv.slice(2)).catch(explainAndExit);

async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help());
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
  const env = { ...process.env, SCOPEBOX_WITH_PARENT: '1' };
  const { code } = await run(command, [...first, ...args], { cwd, env });
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
