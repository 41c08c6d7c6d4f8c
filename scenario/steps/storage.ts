// Folders and drives: files that come and go on this computer, volumes that are put in and taken out.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { inside, repeated, writeFiles } from '../libraryFolder.ts';
import type { ScenarioRun } from '../scenarioRun.ts';
import { defineStep } from '../stepDefinition.ts';
import { file } from '../words.ts';

const writeStep = defineStep({
  verb: 'computer.write',
  about:
    'Somebody at the computer writes files into the folder of the library, or of a volume. `scan: false` leaves them to be noticed; otherwise the step ends when MediaStore knows them.',
  args: z.strictObject({ files: z.array(file), volume: z.string().optional(), scan: z.boolean().optional() }),
  run: async (run, { files, volume, scan = true }) => {
    await writeFiles(folderOf(run, volume), repeated(files, run.variables), run.directory);
    if (scan) await scanned(run);
  },
});

const deleteStep = defineStep({
  verb: 'computer.delete',
  about: 'Somebody at the computer deletes a file or a folder.',
  args: z.strictObject({ path: z.string(), volume: z.string().optional() }),
  run: async (run, { path, volume }) => {
    await rm(inside(folderOf(run, volume), path), { recursive: true });
    await scanned(run);
  },
});

const makeFolder = defineStep({
  verb: 'computer.makeFolder',
  about: 'Somebody at the computer makes an empty folder.',
  args: z.strictObject({ path: z.string(), volume: z.string().optional() }),
  run: async (run, { path, volume }) => {
    await mkdir(inside(folderOf(run, volume), path), { recursive: true });
  },
});

const scan = defineStep({
  verb: 'tester.scan',
  about: 'Has MediaStore look at the whole primary volume, and waits until it has.',
  args: z.null(),
  run: (run) => scanned(run),
});

const mount = defineStep({
  verb: 'tester.mount',
  about: 'Puts a volume of the scenario in, or in again.',
  args: z.string().describe('Its name.'),
  run: async (run, name) => mounted(run, name),
});

const unmount = defineStep({
  verb: 'tester.unmount',
  about:
    'Ends a mount: in order (unmounted), by ejecting it, or by pulling it out (removed). `primary` is the own storage.',
  args: z.strictObject({ volume: z.string(), how: z.enum(['unmounted', 'ejected', 'removed']).optional() }),
  run: async (run, { volume, how = 'unmounted' }) => {
    await run.device.tester.unmount(idOf(run, volume), how);
    if (volume === 'primary') run.atEnd(() => run.device.tester.reboot());
  },
});

const limit = defineStep({
  verb: 'tester.volume',
  about: 'Makes a volume read-only, or as large as so many bytes.',
  args: z.strictObject({
    volume: z.string(),
    readOnly: z.boolean().optional(),
    quotaBytes: z.number().nullable().optional(),
  }),
  run: async (run, { volume, readOnly, quotaBytes }) => {
    const change = { ...(readOnly !== undefined && { readOnly }), ...(quotaBytes !== undefined && { quotaBytes }) };
    await run.device.tester.api.setVolume(idOf(run, volume), change);
    if (volume === 'primary')
      run.atEnd(() => run.device.tester.api.setVolume('primary', { readOnly: false, quotaBytes: null }));
  },
});

export const STORAGE_STEPS = [writeStep, deleteStep, makeFolder, scan, mount, unmount, limit];

/** Makes a folder for a volume of the scenario, which goes with the run; `files` are written there. */
export async function makeVolume(
  run: ScenarioRun,
  name: string,
  kind: 'sd' | 'usb',
  files: Parameters<typeof writeFiles>[1],
) {
  const folder = await mkdtemp(join(tmpdir(), 'scopebox-volume-'));
  run.atEnd(() => rm(folder, { recursive: true, force: true }));
  await writeFiles(folder, files, run.directory);
  const { id, volumeName } = await run.device.tester.mount({ folder, kind });
  run.volumes.set(name, { id, folder, kind });
  run.variables.set(name, { id, volumeName });
  run.atEnd(() => run.device.tester.unmount(id, 'ejected').catch(() => undefined));
  await run.device.tester.indexed();
}

async function mounted(run: ScenarioRun, name: string): Promise<void> {
  const volume = run.volumes.get(name);
  if (volume === undefined) {
    await run.device.tester.reboot();
    return run.device.tester.indexed();
  }
  await run.device.tester.mount({ folder: volume.folder, kind: volume.kind });
  await run.device.tester.indexed();
}

/** What the provider of MediaStore does for `content call --method scan_volume`. */
export async function scanned(run: ScenarioRun): Promise<void> {
  const command = 'content call --uri content://media --method scan_volume --arg external_primary';
  const { exitCode, stderr } = await run.device.tester.shell(command);
  if (exitCode !== 0) throw new Error(`The library could not be scanned: ${stderr}`);
}

/** The folder on this computer; one that is asked for is about to be changed. */
function folderOf(run: ScenarioRun, volume: string | undefined): string {
  if (volume === undefined || volume === 'primary') {
    run.changedFolder = true;
    return run.folder;
  }
  const known = run.volumes.get(volume);
  if (known !== undefined) return known.folder;
  throw new Error(`There is no volume “${volume}”: list it under volumes.`);
}

function idOf(run: ScenarioRun, volume: string): string {
  return volume === 'primary' ? 'primary' : (run.volumes.get(volume)?.id ?? volume);
}
