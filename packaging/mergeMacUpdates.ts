// `node packaging/mergeMacUpdates.ts ONE.yml OTHER.yml > latest-mac.yml`: both architectures in the one file that installed
// programs look at. electron-builder writes one for each, under the same name.
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

type Updates = Readonly<{ version: string; files: readonly Readonly<{ url: string }>[] }>;

/** @throws {Error} when they are not of one version */
export function mergeUpdates(texts: readonly string[]): string {
  const all = texts.map((text): Updates => parse(text));
  const [first] = all;
  if (first === undefined || all.some(({ version }) => version !== first.version))
    throw new Error(`These are not of one version: ${all.map(({ version }) => version).join(', ')}.`);
  return stringify({ ...first, files: all.flatMap(({ files }) => files) });
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(mergeUpdates(process.argv.slice(2).map((path) => readFileSync(path, 'utf8'))));
