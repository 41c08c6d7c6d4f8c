// What the tester's panel is told of changes on a volume, on the fake device.
import type { Snapshot, VolumeChange, VolumeChanges } from '../../contract/rpc/volumeChanges.ts';

const CONFLICT = 'The file in the folder was changed or put there after the device wrote its own.';

const ENTRIES: readonly VolumeChange[] = [
  { path: 'Pictures/Edited', kind: 'created', isDirectory: true, size: 0, conflict: null },
  {
    path: 'Pictures/Edited/PXL_20240520_120000.jpg',
    kind: 'created',
    isDirectory: false,
    size: 2_410_233,
    conflict: null,
  },
  { path: 'DCIM/Camera/PXL_20240519_120000.jpg', kind: 'changed', isDirectory: false, size: 3_100_120, conflict: null },
  {
    path: 'DCIM/Camera/PXL_20240518_120000.jpg',
    kind: 'changed',
    isDirectory: false,
    size: 2_900_411,
    conflict: CONFLICT,
  },
  { path: 'DCIM/Camera/PXL_20240517_120000.jpg', kind: 'deleted', isDirectory: false, size: 2_700_001, conflict: null },
];

export class FakeChanges {
  readonly #folder: string;
  #entries = ENTRIES;
  snapshots: readonly Snapshot[] = [
    {
      name: 'before the import',
      savedAt: 1_717_000_000_000,
      bytes: 48_210_233,
      files: 412,
      folder: '/home/me/Pictures',
      writtenThrough: [],
    },
  ];

  constructor(folder: string) {
    this.#folder = folder;
  }

  list(): VolumeChanges {
    const count = (kind: VolumeChange['kind']) => this.#entries.filter((entry) => entry.kind === kind).length;
    return {
      folder: this.#folder,
      ...{ created: count('created'), changed: count('changed'), deleted: count('deleted') },
      conflicts: this.#entries.filter(({ conflict }) => conflict !== null).length,
      bytes: this.#entries.reduce((sum, { kind, size }) => sum + (kind === 'deleted' ? 0 : size), 0),
      entries: this.#entries,
    };
  }

  save(name: string): void {
    if (this.snapshots.some((known) => known.name === name)) throw new Error(`There is a snapshot ${name} already.`);
    const saved = {
      name,
      savedAt: 1_717_100_000_000,
      bytes: 1_000,
      files: 3,
      folder: this.#folder,
      writtenThrough: [],
    };
    this.snapshots = [saved, ...this.snapshots];
  }

  delete(name: string): void {
    this.snapshots = this.snapshots.filter((known) => known.name !== name);
  }

  drop(): void {
    this.#entries = [];
  }

  apply(overwriteConflicts: boolean) {
    const conflicts = overwriteConflicts ? [] : this.#entries.filter(({ conflict }) => conflict !== null);
    const applied = this.#entries.length - conflicts.length;
    this.#entries = conflicts;
    return { applied, conflicts };
  }
}
