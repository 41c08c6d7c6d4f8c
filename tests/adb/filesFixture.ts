// Two volumes in temporary folders, and the file system of adb shell over them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DeviceFiles } from '../../main/device/deviceFiles.ts';
import { Volumes } from '../../main/device/volumes.ts';

export type FilesFixture = Readonly<{
  files: DeviceFiles;
  volumes: Volumes;
  /** The user's folder. */
  folder: string;
  home: string;
  /** Paths of the device that were scanned, in order. */
  scanned: string[];
}>;

export const CARD_ID = '1A2B-3C4D';

const SPEC = { description: 'Storage', writeThrough: false } as const;

/** @param contents of the user's folder; the card has one file */
export function newFiles(contents: Readonly<Record<string, string>> = {}): FilesFixture {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-adb-files-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [folder, card, home] = [join(root, 'photos'), join(root, 'card'), join(root, 'home')];
  for (const path of [folder, card, home]) mkdirSync(path);
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(card, 'on card.txt'), 'card');
  const volumes = new Volumes({ home });
  volumes.mount({ ...SPEC, id: 'primary', volumeName: 'external_primary', kind: 'primary', folder });
  volumes.mount({ ...SPEC, id: CARD_ID, volumeName: CARD_ID.toLowerCase(), kind: 'sd', folder: card });
  const scanned: string[] = [];
  const files = new DeviceFiles({
    ...{ home, volumes, mediaUid: () => 10_100, defaultDirectories: ['DCIM', 'Pictures'] },
    scanFile: async (path) => void scanned.push(path),
  });
  return { files, volumes, folder, home, scanned };
}
