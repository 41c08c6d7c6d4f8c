// The least a look at unchanged files can cost: a bare readdir and stat of everything, synchronously, `times` over.
import { lstatSync, readdirSync } from 'node:fs';

const [, , folder = '.', times = '1'] = process.argv;
const took: number[] = [];
for (let time = 0; time < Number(times); time++) {
  const start = performance.now();
  const pending = [folder];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = `${directory}/${entry.name}`;
      lstatSync(path);
      if (entry.isDirectory()) pending.push(path);
    }
  }
  took.push(performance.now() - start);
}
console.log(JSON.stringify(took));
