// What was changed on a volume and not in the user's folder, and what a tester can do with it.

/** One path that the device shows otherwise than the folder has it. A move is one path created and one deleted. */
export type VolumeChange = Readonly<{
  /** Below the volume. */
  path: string;
  kind: 'created' | 'changed' | 'deleted';
  isDirectory: boolean;
  /** Bytes: of what was written, or of what was deleted. */
  size: number;
  /** Why the change is not done in the folder unless the tester says so, in one sentence; null when nothing is in its way. */
  conflict: string | null;
}>;

export type VolumeChanges = Readonly<{
  /** The user's folder they would be applied to. */
  folder: string;
  created: number;
  changed: number;
  deleted: number;
  /** How many of them are conflicts. */
  conflicts: number;
  /** Of what was created and changed. */
  bytes: number;
  /** The first thousand. */
  entries: readonly VolumeChange[];
}>;

/** The tester's answer to the question whether a folder may be changed. */
export type ApplyConfirmation = Readonly<{
  /** The folder that the question named; any other one is refused. */
  folder: string;
  /** Whether files that were changed in the folder meanwhile are overwritten, too. */
  overwriteConflicts: boolean;
}>;

export type ApplyResult = Readonly<{
  /** How many changes were done in the folder. */
  applied: number;
  /** What was left on the device, the first thousand. */
  conflicts: readonly VolumeChange[];
}>;

/** What the device is busy with for the tester. */
export type DeviceWork = Readonly<{
  name: 'exporting' | 'applying' | 'dropping' | 'saving' | 'restoring';
  /** How many files are done, of how many; null when that is not known. */
  done: number;
  total: number | null;
}>;

/** A state of the device that was saved under a name. */
export type Snapshot = Readonly<{
  name: string;
  /** The computer's time, milliseconds since 1970 UTC. */
  savedAt: number;
  bytes: number;
  files: number;
  /** The user's folder it belongs to. */
  folder: string;
  /** Folders that were written through when it was saved: what apps had changed there is not in it. */
  writtenThrough: readonly string[];
}>;
