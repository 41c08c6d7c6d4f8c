// Mirrors MediaProvider.onIdleMaintenance, deleteOrExtendExpiredItems and onPackageOrphaned.
import type { Clock } from '../../../device/clock.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type { Logcat } from '../../../log/logcat.ts';
import type { PackageManager } from '../../../packages/packageManager.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';
import type { MediaGrants } from '../mediaGrants.ts';
import { type ExpiringItem, idleExpiry, mayExpire } from './expiry.ts';
import type { MediaWriter } from './mediaWriter.ts';

const DAY_MS = 86_400_000;

export type IdleMaintenanceServices = Readonly<{
  database: MediaDatabase;
  volumes: Volumes;
  clock: Clock;
  logcat: Logcat;
  packages: PackageManager;
  grants: MediaGrants;
  writer: MediaWriter;
  /** Scans every volume. */
  rescan(): Promise<void>;
  /** Forgets the thumbnails of items that are no more. */
  pruneThumbnails(exists: (id: number) => boolean): Promise<unknown>;
}>;

type Row = ExpiringItem & Readonly<{ _id: number; owner_package_name: string | null }>;

/** What the device does while nobody uses it: by hand, and once a day of its clock. */
export class IdleMaintenance {
  readonly #services: IdleMaintenanceServices;
  /** Times at which what had expired is still to be dealt with, milliseconds since 1970 UTC. */
  #due: number[] = [];
  #working: Promise<void> | null = null;
  #timer: Disposable;
  #closed = false;

  constructor(services: IdleMaintenanceServices) {
    this.#services = services;
    this.#timer = this.#schedule();
  }

  /**
   * The whole of it, in Android's order.
   * Differs from Android: volumes are not forgotten, and special formats are detected by the scan alone.
   */
  async run(signal?: AbortSignal): Promise<void> {
    const { clock, rescan } = this.#services;
    await rescan();
    if (signal?.aborted || this.#closed) return;
    await this.#expireAt(clock.currentTimeMillis());
  }

  /** onPackageOrphaned: what the package owned stays, without an owner; its selection goes. */
  packageOrphaned(packageName: string): void {
    const { database, volumes, grants } = this.#services;
    grants.revokeAll([packageName], 0);
    const owned = 'SELECT _id, _data FROM files WHERE owner_package_name = ?';
    const own = new RegExp(`^/storage/[^/]+/(?:[0-9]+/)?Android/media/${packageName.replaceAll('.', '\\.')}/`, 'i');
    database.transaction((write) => {
      for (const { _id, _data } of write.all<{ _id: number; _data: string }>(owned, packageName)) {
        // Android takes the package's own directory away with it.
        if (own.test(_data) && volumes.realPath(_data) === null) write.run('DELETE FROM files WHERE _id = ?', _id);
      }
      write.run('UPDATE files SET owner_package_name = NULL WHERE owner_package_name = ?', packageName);
    });
  }

  /** Nothing is begun any more; resolves when what was has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#due = [];
    this.#timer[Symbol.dispose]();
    await this.#working;
  }

  // Differs from Android: not rescanned every day, the folder is watched all the while.
  #schedule(): Disposable {
    const { clock } = this.#services;
    return clock.after(DAY_MS, () => {
      this.#timer = this.#schedule();
      void this.#expireAt(clock.currentTimeMillis());
    });
  }

  /** A tester's clock can pass many days at once: each of them finds what a device that is on would have found. */
  #expireAt(nowMs: number): Promise<void> {
    this.#due.push(nowMs);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  async #work(): Promise<void> {
    const { logcat } = this.#services;
    try {
      await this.#prune();
      for (let next = this.#due.shift(); next !== undefined; next = this.#due.shift()) await this.#expire(next);
    } catch (error) {
      this.#due = [];
      logcat.log('W', 'MediaProvider', `Idle maintenance ended early: ${messageOf(error)}`);
    }
  }

  async #prune(): Promise<void> {
    const { database, packages, pruneThumbnails } = this.#services;
    await pruneThumbnails((id) => database.get('SELECT 1 AS found FROM files WHERE _id = ?', id) !== null);
    const owners = database.all<{ name: string }>(
      'SELECT DISTINCT owner_package_name AS name FROM files WHERE owner_package_name IS NOT NULL',
    );
    for (const { name } of owners) if (packages.find(name) === null) this.packageOrphaned(name);
  }

  async #expire(nowMs: number): Promise<void> {
    const { database, volumes, writer, logcat } = this.#services;
    const columns = '_id, _data, date_expires, owner_package_name';
    const sql = `SELECT ${columns} FROM files WHERE (is_pending = 1 OR is_trashed = 1) AND date_expires < ?`;
    for (const row of database.all<Row>(sql, Math.floor(nowMs / 1000))) {
      const place = volumes.volumeOf(row._data);
      if (this.#closed || place === null || !mayExpire(row, place.volume.writeThrough)) continue;
      const expiry = idleExpiry(row, nowMs);
      try {
        if (expiry.action === 'delete') await writer.deleteRows([row._id]);
        else if (expiry.action === 'extend') await writer.moveRow(row, expiry._data);
      } catch (error) {
        logcat.log('W', 'MediaProvider', `${row._data} has expired and could not be changed: ${messageOf(error)}`);
      }
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
