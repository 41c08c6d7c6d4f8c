// A volume in a temporary folder with a database in memory: what the scanner's tests stand on.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeviceClock } from '../../../../main/device/clock.ts';
import { type Volume, Volumes } from '../../../../main/device/volumes.ts';
import { forkExtractor } from '../../../../main/hosts/forkExtractor.ts';
import type { MediaDatabase } from '../../../../main/providers/media/db/mediaDatabase.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { ScannedFiles } from '../../../../main/providers/media/db/scannedFiles.ts';
import { MediaExtractor } from '../../../../main/providers/media/scan/mediaExtractor.ts';
import { MediaScanner } from '../../../../main/providers/media/scan/mediaScanner.ts';
import type { ScanStore } from '../../../../main/providers/media/scan/scanPass.ts';

export const EXTRACTOR_ENTRY = fileURLToPath(new URL('../../../../mediaextractor/index.ts', import.meta.url));

type Options = Readonly<{
  /** Paths below the folder and their bytes. */
  files?: Readonly<Record<string, Uint8Array | string>>;
  /** A folder that exists already, only read. */
  folder?: string;
  /** Module the media process runs. */
  entry?: string;
  /** Where the database is kept; in memory without it. */
  database?: string;
  /** Where the volume keeps its upper layer; whoever made it removes it. */
  home?: string;
  /** Whether the folder itself is written. */
  writeThrough?: boolean;
  /** Names of a directory from which on they are looked at one after the other. */
  largeDirectory?: number;
  /** Called before files are read, with their paths on this computer. */
  onAsked?: (paths: readonly string[]) => void;
}>;

export type Row = Readonly<Record<string, unknown>>;

export class ScanFixture implements AsyncDisposable {
  readonly home: string;
  readonly folder: string;
  readonly log: string[] = [];
  /** Files the media process was given, by their paths on this computer. */
  readonly asked: string[] = [];
  readonly clock = new DeviceClock();
  readonly volumes: Volumes;
  readonly volume: Volume;
  readonly extractor: MediaExtractor;
  readonly scanner: MediaScanner;
  readonly database: MediaDatabase;
  readonly #own: readonly string[];

  constructor(options: Options) {
    this.home = options.home ?? mkdtempSync(join(tmpdir(), 'scopebox-home-'));
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'scopebox-folder-'));
    this.#own = [
      ...(options.home === undefined ? [this.home] : []),
      ...(options.folder === undefined ? [this.folder] : []),
    ];
    for (const [path, bytes] of Object.entries(options.files ?? {})) this.write(path, bytes);
    const log = (message: string) => void this.log.push(message);
    this.clock.setManual(1_700_000_000_000);
    this.volumes = new Volumes({ home: this.home });
    this.volume = this.volumes.mount({
      id: 'primary',
      volumeName: 'external_primary',
      kind: 'primary',
      description: 'Internal shared storage',
      writeThrough: options.writeThrough ?? false,
      folder: this.folder,
    });
    this.database = openMediaDatabase(options.database ?? ':memory:', log);
    this.extractor = new MediaExtractor({ spawn: forkExtractor(options.entry ?? EXTRACTOR_ENTRY), log });
    const { volumes, clock } = this;
    const extractor: Pick<MediaExtractor, 'metadata' | 'forgive'> = {
      forgive: (path) => this.extractor.forgive(path),
      metadata: (files) => {
        const paths = files.map(({ path }) => path);
        this.asked.push(...paths);
        options.onAsked?.(paths);
        return this.extractor.metadata(files);
      },
    };
    const large = options.largeDirectory === undefined ? {} : { largeDirectory: options.largeDirectory };
    this.scanner = new MediaScanner({ volumes, extractor, clock, log, store: this.#store(), ...large });
  }

  write(path: string, bytes: Uint8Array | string): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }

  scan(): Promise<void> {
    return this.scanner.scanVolume(this.volume);
  }

  /** Every row by its path below the volume. */
  rows(): Readonly<Record<string, Row>> {
    const rows = this.database.all<Row>('SELECT * FROM files ORDER BY _id');
    return Object.fromEntries(rows.map((row) => [String(row._data).slice(this.volume.path.length + 1), row]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scanner.close();
    this.extractor.close();
    this.database[Symbol.dispose]();
    for (const folder of this.#own) rmSync(folder, { recursive: true, force: true });
  }

  #store(): ScanStore {
    const files = new ScannedFiles(this.database);
    return {
      rowAt: (path) => files.rowAt(path),
      rowsBelow: (prefix, page) => files.rowsBelow(prefix, page),
      rowsBetween: (from, to, limit) => files.rowsBetween(from, to, limit),
      upsertScanned: (rows, now) => files.upsertScanned(rows, now),
      deleteByIds: (ids) => files.deleteByIds(ids),
      generation: () => this.database.generation(),
      checkpoint: () => this.database.checkpoint(),
    };
  }
}
