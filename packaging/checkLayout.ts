// What must hold of a packaged desktop program before anybody makes an installer of it.
import { closeSync, existsSync, globSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './stage.ts';

type Entry = Readonly<{ files?: Readonly<Record<string, Entry>>; unpacked?: boolean; size?: number }>;

/** A file inside an archive, and whether it lies beside it instead. */
export type Archived = Readonly<{ path: string; unpacked: boolean }>;

/** The files of an asar archive: its header is JSON, after four numbers that tell how long it is. */
export function listArchive(path: string): readonly Archived[] {
  const file = openSync(path, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    const header = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, header, 0, header.length, 16);
    return filesOf(JSON.parse(header.toString('utf8')), '');
  } finally {
    closeSync(file);
  }
}

function filesOf({ files = {} }: Entry, folder: string): readonly Archived[] {
  return Object.entries(files).flatMap(([name, entry]) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    return entry.files === undefined ? [{ path, unpacked: entry.unpacked === true }] : filesOf(entry, path);
  });
}

/**
 * @param resources the folder `resources` of the packaged program, with app.asar in it
 * @returns one sentence for each thing that is wrong
 */
export function layoutProblems(resources: string, { platform, arch }: Target): readonly string[] {
  const files = listArchive(join(resources, 'app.asar'));
  const has = (path: string) => files.some((file) => file.path === path);
  const natives = files.filter(({ path }) => /\.(node|dll|so(\.\d+)*|dylib)$/.test(path));
  const beside = (path: string) => existsSync(join(resources, 'app.asar.unpacked', path));
  const needed = ['package.json', 'out/preload/index.cjs', 'out/renderer/index.html'];
  const built = ['electron', 'mediaextractor', 'watcher', 'provider', 'scopebox'].map((name) => `out/main/${name}.js`);
  const modules = [`better-sqlite3/prebuilds/${platform}-${arch}.node`, `@img/sharp-${platform}-${arch}/package.json`];
  const foreign = natives.filter(
    ({ path }) => /[-/](linux|darwin|win32)(musl)?-(x64|arm64)/.test(path) && !path.includes(`${platform}-${arch}`),
  );
  const leftovers = files.filter(({ path }) =>
    /(^|\/)(node-(linux|darwin|win)|tests?\/|sdk\/)|\.map$|\.ts$/.test(path.replace(/node_modules\/(?!node-).*/, '')),
  );
  return [
    ...[...needed, ...built].filter((path) => !has(path)).map((path) => `${path} is missing.`),
    ...modules.filter((path) => !has(`node_modules/${path}`)).map((path) => `The package file ${path} is missing.`),
    ...natives
      .filter(({ path, unpacked }) => !unpacked || !beside(path))
      .map(({ path }) => `${path} is in the archive, from where no system loads it.`),
    ...foreign.map(({ path }) => `${path} is for another system than ${platform} ${arch}.`),
    ...leftovers.map(({ path }) => `${path} is not needed.`),
    ...(globSync('fixtures/library/**/*.jpg', { cwd: resources }).length > 0 ? [] : ['The demo library is missing.']),
    ...(existsSync(join(resources, 'fixtures/apps')) ? [] : ['The first apps are missing.']),
  ];
}

/** The name of the packaged program's main file, from its own package.json. */
export function mainOf(appFolder: string): string {
  return JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')).main;
}
