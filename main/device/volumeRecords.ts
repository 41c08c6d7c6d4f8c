// Mirrors StorageManagerService's VolumeRecord: the removable volumes a device has seen, and what a tester set for each.
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { NewVolume, RemovableKind, VolumeState } from '../../contract/rpc/deviceApi.ts';
import { type KnownFolder, knownFolderOf } from './knownFolder.ts';
import { realpathOr } from './layer.ts';

/** Mounted or unmounted it is in its slot, and mounted at the next boot; ejected or removed it is not. */
export type Presence = 'mounted' | Extract<VolumeState['state'], 'unmounted' | 'ejected' | 'removed'>;

/** What a tester can set for any volume. */
export type VolumeLimits = Readonly<{
  readOnly: boolean;
  /** How many bytes it holds, or as many as the disk of the home has room for. */
  quotaBytes: number | null;
}>;

export type VolumeRecord = VolumeLimits &
  Readonly<{
    /** As StorageVolume.getUuid: 19F4-0903. */
    fsUuid: string;
    kind: RemovableKind;
    description: string;
    /** The real path of the user's folder. */
    folder: string;
    /** Of the folder, as identityOfFolder(). */
    identity: string | null;
    presence: Presence;
    /** Whether changes went to the folder itself at its last mount: a boot mounts it in the same way. */
    writeThrough: boolean;
  }>;

const NO_LIMITS: VolumeLimits = { readOnly: false, quotaBytes: null };

const DESCRIPTIONS: Readonly<Record<RemovableKind, string>> = { sd: 'SD card', usb: 'USB drive' };

/**
 * What tells a folder from others: when it was made, and its number, which some network file systems make up anew each
 * time. Null where the file system does not tell when.
 */
export function identityOfFolder(folder: string): string | null {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats === undefined || stats.birthtimeNs === 0n ? null : `${stats.birthtimeNs} ${stats.ino}`;
}

/** The records on disk, in the order the volumes were first mounted. */
export class VolumeRecords {
  readonly #save: (json: unknown) => void;
  #primary: VolumeLimits;
  #all: readonly VolumeRecord[];
  /** By the volume's id. */
  readonly #folders = new Map<string, KnownFolder>();

  constructor({ load, save }: Readonly<{ load: () => unknown; save: (json: unknown) => void }>) {
    this.#save = save;
    const saved = load();
    this.#primary = limitsOf(property(saved, 'primary'));
    const volumes = property(saved, 'volumes');
    this.#all = Array.isArray(volumes) ? volumes.flatMap(recordOf) : [];
    for (const [id, folder] of Object.entries(property(saved, 'folders') ?? {})) {
      const known = knownFolderOf(folder);
      if (known !== null) this.#folders.set(id, known);
    }
  }

  /** What is remembered of the folder of a volume. @param id of a record, or `primary` */
  knownFolder(id: string): KnownFolder | null {
    return this.#folders.get(id) ?? null;
  }

  /** @param known null to forget it */
  setKnownFolder(id: string, known: KnownFolder | null): void {
    if (JSON.stringify(known) === JSON.stringify(this.knownFolder(id))) return;
    if (known === null) this.#folders.delete(id);
    else this.#folders.set(id, known);
    this.#write();
  }

  all(): readonly VolumeRecord[] {
    return this.#all;
  }

  find(fsUuid: string): VolumeRecord | null {
    return this.#all.find((record) => record.fsUuid === fsUuid) ?? null;
  }

  /**
   * The record of a folder that is to be mounted: the one it had the last time, also when it was moved since; else a new
   * one. Another folder at the path of a known one is another volume, as another card in the same slot is.
   */
  recordFor(spec: NewVolume): VolumeRecord {
    const { kind, description } = spec;
    const folder = realpathOr(spec.folder);
    const identity = identityOfFolder(folder);
    const known = this.#knownAs(folder, identity);
    const before = known ?? { ...NO_LIMITS, fsUuid: this.#newUuid(), presence: 'removed' as const };
    const kept = known?.kind === kind ? known.description : DESCRIPTIONS[kind];
    const writeThrough = spec.writeThrough === true;
    return { ...before, kind, folder, identity, description: description ?? kept, writeThrough };
  }

  put(record: VolumeRecord): void {
    const isKnown = this.find(record.fsUuid) !== null;
    this.#all = isKnown
      ? this.#all.map((other) => (other.fsUuid === record.fsUuid ? record : other))
      : [...this.#all, record];
    this.#write();
  }

  /** @param id of a record, or `primary` */
  limits(id: string): VolumeLimits {
    return id === 'primary' ? this.#primary : (this.find(id) ?? NO_LIMITS);
  }

  setLimits(id: string, change: Partial<VolumeLimits>): void {
    if (id === 'primary') {
      this.#primary = { ...this.#primary, ...change };
      this.#write();
    }
    const record = this.find(id);
    if (record !== null) this.put({ ...record, ...change });
  }

  /** Every volume is mounted under a layer again, until somebody agrees to another way. */
  forgetWriteThrough(): void {
    if (this.#all.every(({ writeThrough }) => !writeThrough)) return;
    this.#all = this.#all.map((record) => ({ ...record, writeThrough: false }));
    this.#write();
  }

  #knownAs(folder: string, identity: string | null): VolumeRecord | null {
    const isSame = (record: VolumeRecord) => !differs(record.identity, identity);
    const atPath = this.#all.find((record) => record.folder === folder && isSame(record));
    if (atPath !== undefined || identity === null) return atPath ?? null;
    const hasMoved = (record: VolumeRecord) =>
      record.identity === identity && identityOfFolder(record.folder) !== identity;
    return this.#all.find(hasMoved) ?? null;
  }

  #newUuid(): string {
    for (;;) {
      const digits = randomBytes(4).toString('hex').toUpperCase();
      const fsUuid = `${digits.slice(0, 4)}-${digits.slice(4)}`;
      if (this.find(fsUuid) === null) return fsUuid;
    }
  }

  #write(): void {
    this.#save({ primary: this.#primary, volumes: this.#all, folders: Object.fromEntries(this.#folders) });
  }
}

/** Whether two identities at one path are known to be of two folders: made at different times. */
export function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.split(' ')[0] !== other.split(' ')[0];
}

const PRESENCES: readonly Presence[] = ['mounted', 'unmounted', 'ejected', 'removed'];

/** A record that somebody has edited into something else counts as none. */
function recordOf(saved: unknown): readonly VolumeRecord[] {
  const fsUuid = property(saved, 'fsUuid');
  const kind = property(saved, 'kind');
  const folder = property(saved, 'folder');
  const identity = property(saved, 'identity');
  const description = property(saved, 'description');
  const presence = PRESENCES.find((known) => known === property(saved, 'presence'));
  if (typeof fsUuid !== 'string' || !/^[0-9A-F]{4}-[0-9A-F]{4}$/.test(fsUuid)) return [];
  if ((kind !== 'sd' && kind !== 'usb') || typeof folder !== 'string' || presence === undefined) return [];
  return [
    {
      ...{ fsUuid, kind, folder, presence, ...limitsOf(saved) },
      writeThrough: property(saved, 'writeThrough') === true,
      identity: typeof identity === 'string' ? identity : null,
      description: typeof description === 'string' ? description : DESCRIPTIONS[kind],
    },
  ];
}

function limitsOf(saved: unknown): VolumeLimits {
  const quotaBytes = property(saved, 'quotaBytes');
  return {
    readOnly: property(saved, 'readOnly') === true,
    quotaBytes: typeof quotaBytes === 'number' && quotaBytes >= 0 ? quotaBytes : null,
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
