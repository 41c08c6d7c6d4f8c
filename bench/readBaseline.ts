// The least an index can do, to compare with: walk a folder, stat every file, read its first 64 KiB, one after another.
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const buffer = Buffer.alloc(64 * 1024);
let files = 0;

for (const entry of await readdir(process.argv[2] ?? '.', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = await open(join(entry.parentPath, entry.name));
  await file.stat();
  await file.read(buffer, 0, buffer.length, 0);
  await file.close();
  files += 1;
}
console.log(files);
