// `npm run library -- FOLDER [--files 1000] [--seed 1] [--width 1600] [--height 1200]`: fills an empty folder.
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeLibrary } from '../fixtures/generator/makeLibrary.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    width: { type: 'string', default: '1600' },
    height: { type: 'string', default: '1200' },
  },
});
const [folder] = positionals;
const [files, seed, width, height] = [values.files, values.seed, values.width, values.height].map(Number);
if (
  folder === undefined ||
  ![files, seed, width, height].every((number) => Number.isSafeInteger(number) && Number(number) > 0)
) {
  fail(
    'Name an empty folder, and whole numbers: npm run library -- FOLDER --files 1000 --seed 1 --width 1600 --height 1200',
  );
} else if (existsSync(folder) && readdirSync(folder).length > 0) {
  fail(`${folder} is not empty; name a new folder, so that nothing of yours is written over.`);
} else {
  const started = performance.now();
  const progress = (written: number) => process.stderr.isTTY && process.stderr.write(`\r${written} of ${files} files`);
  const report = await makeLibrary(folder, {
    files: Number(files),
    seed: Number(seed),
    width: Number(width),
    height: Number(height),
    progress,
  });
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${report.files} files, ${(report.bytes / 1e6).toFixed(1)} MB in ${folder}, ${seconds.toFixed(1)} s`);
  for (const sentence of report.missing) console.log(sentence);
}

function fail(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}
