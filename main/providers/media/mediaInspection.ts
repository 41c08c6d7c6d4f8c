// The library as the provider holds it, beside what one app sees of it: for the tester's panel.
import { join, sep } from 'node:path';
import { Throwable } from '../../../contract/android/errors.ts';
import { AUTHORITY, pickerUri, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import { contentUri } from '../../../contract/android/uri.ts';
import type {
  MediaCounts,
  MediaFact,
  MediaRowDetail,
  MediaRowsPage,
  MediaRowsRequest,
  Viewpoint,
} from '../../../contract/rpc/inspection.ts';
import type { MediaFacts } from '../../../contract/rpc/mediaExtractor.ts';
import type { Volumes } from '../../device/volumes.ts';
import { SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { rowFilter } from './accessChecker.ts';
import { accessOf, type CallerServices, hasFullAccess, mediaCallerOf } from './callerAccess.ts';
import { columnDetails } from './columnSources.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { hiddenBy } from './hiddenBy.ts';
import {
  COLLECTION_PATHS,
  factsOf,
  INSPECTED_COLUMNS,
  type InspectedRow,
  kindOf,
  mediaRow,
  pathOf,
  scopeOf,
} from './inspectedRow.ts';
import { buildQuery } from './queryBuilder.ts';
import type { MediaExtractor } from './scan/mediaExtractor.ts';
import { FORMAT_ASSOCIATION } from './scan/scanItem.ts';
import { matchUri } from './uriMatcher.ts';
import { explainRow, visibilityPlan, visibleCondition } from './visibility.ts';
import type { VisibilityParts, VisibilityRequest } from './visibilityRow.ts';

export type MediaInspectionOptions = CallerServices &
  Readonly<{
    home: string;
    database: MediaDatabase;
    volumes: Volumes;
    extractor: MediaExtractor;
    mountedVolumes(): readonly string[];
    /** Who made the item's last thumbnail, or why there is none; null when that is not known. */
    thumbnailOutcome(id: number): string | null;
  }>;

/** Ids that one call looks at: a search that finds nothing must not hold the device up. */
const SPAN = 20_000;
const MAX_COUNTED = 10_000;

export class MediaInspection {
  readonly #options: MediaInspectionOptions;

  constructor(options: MediaInspectionOptions) {
    this.#options = options;
  }

  /**
   * A part of the rows, newest first, each with its verdict.
   * Without a search these are the collection's rows, and those whose MIME type makes a tester look for them there.
   * @throws {Throwable} IllegalArgumentException for a package that is not installed
   */
  rows(asked: MediaRowsRequest): MediaRowsPage {
    const { database } = this.#options;
    const request = this.#request(asked);
    const plan = visibilityPlan(request);
    const top = asked.before ?? (database.get<{ id: number | null }>('SELECT MAX(_id) AS id FROM files')?.id ?? 0) + 1;
    const bottom = Math.max(1, asked.downTo ?? 1, top - SPAN);
    const scope = scopeOf(asked);
    const hidden = asked.hiddenOnly ? ` AND NOT ${visibleCondition(request)}` : '';
    const found = database.all<InspectedRow>(
      `SELECT ${INSPECTED_COLUMNS}, ${plan.columns} FROM files WHERE _id < ? AND _id >= ? AND ${scope.where}${hidden} ` +
        'ORDER BY _id DESC LIMIT ?',
      top,
      bottom,
      ...scope.args,
      asked.limit,
    );
    const hasNomedia = this.#nomedia();
    const problemOf = this.#problems();
    const rows = found.map((row) => {
      const verdict = this.#explain({ request, row, parts: plan.parts(row) }, hasNomedia);
      return mediaRow(row, verdict, problemOf(row));
    });
    const last = found.at(-1);
    const isFull = last !== undefined && found.length === asked.limit;
    return { rows, next: isFull ? last._id : bottom > 1 ? bottom : null };
  }

  /** How many rows the collection has, and how many of them a plain query of the app returns. */
  counts(viewpoint: Viewpoint): MediaCounts {
    const { database } = this.#options;
    const limit = MAX_COUNTED;
    const held = database.get<{ count: number }>(
      `SELECT COUNT(*) AS count FROM (SELECT 1 FROM ${viewpoint.collection} LIMIT ${limit + 1})`,
    );
    const { count, countArgs } = this.#query(this.#request(viewpoint), limit + 1);
    const [visible] = database.select(count.sql).get(...countArgs) as [number];
    return { held: held?.count ?? 0, visible, limit };
  }

  /**
   * Everything that is known of one row.
   * @throws {Throwable} IllegalArgumentException for a row or a package that is not there
   */
  async detail(id: number, viewpoint: Viewpoint): Promise<MediaRowDetail> {
    const { database, volumes } = this.#options;
    const request = this.#request(viewpoint);
    const plan = visibilityPlan(request);
    const row = database.get<InspectedRow>(`SELECT *, ${plan.columns} FROM files WHERE _id = ?`, id);
    if (row === null) throw new Throwable('IllegalArgumentException', `There is no row ${id} any more.`);
    const verdict = this.#explain({ request, row, parts: plan.parts(row) }, this.#nomedia());
    const path = volumes.realPath(row._data);
    const media = await this.#facts(row, path);
    const columns = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('part_')));
    return {
      row: mediaRow(row, verdict, this.#problems()(row)),
      uri: contentUri(AUTHORITY, [VOLUME_EXTERNAL, ...pathOf(row), id]),
      columns: columnDetails({ row: columns, kind: kindOf(row), media }),
      facts: [...(media === null ? [] : factsOf(media)), ...this.#thumbnailFact(id)],
      problem: media?.problem ?? null,
      file: { path, layer: this.#layer(row._data, path) },
      grants: database.all(
        'SELECT owner_package_name AS packageName, generation_granted AS generation FROM media_grants ' +
          'WHERE file_id = ? ORDER BY generation_granted DESC, owner_package_name',
        id,
      ),
      uriPermissions: this.#uriPermissions(row),
      apps: this.#apps().map((packageName) => ({ packageName, ...this.#verdict(id, { ...viewpoint, packageName }) })),
    };
  }

  #apps(): readonly string[] {
    return this.#options.packages.list().flatMap(({ manifest, system }) => (system ? [] : [manifest.packageName]));
  }

  #verdict(id: number, viewpoint: Viewpoint) {
    const request = this.#request(viewpoint);
    const plan = visibilityPlan(request);
    const row = this.#options.database.get<InspectedRow>(
      `SELECT ${INSPECTED_COLUMNS}, ${plan.columns} FROM files WHERE _id = ?`,
      id,
    );
    if (row === null) return { visible: false, reasons: [] };
    return this.#explain({ request, row, parts: plan.parts(row) }, this.#nomedia());
  }

  #request({ packageName, collection }: Viewpoint): VisibilityRequest {
    const { packages, mountedVolumes } = this.#options;
    const name = packageName ?? SYSTEM_PACKAGES.photoPicker;
    if (packages.find(name) === null) throw new Throwable('IllegalArgumentException', `Unknown package: ${name}`);
    return {
      packageName: name,
      userId: 0,
      caller: mediaCallerOf(this.#options, name),
      hasFullAccess: hasFullAccess(name),
      collection,
      mountedVolumes: mountedVolumes(),
    };
  }

  #query(request: VisibilityRequest, limit: number) {
    const { packageName, userId, caller, collection, mountedVolumes } = request;
    const packageNames = [packageName];
    const match = matchUri(contentUri(AUTHORITY, [VOLUME_EXTERNAL, ...COLLECTION_PATHS[collection]]), false);
    const { code, volumeName } = match;
    const access = accessOf(this.#options, packageName);
    const filter = rowFilter({ access, code, volumeName, packageNames, userId, forWrite: false, latestOnly: false });
    const { deviceSdk, targetSdk } = caller;
    const asked = { sqlArgs: { limit: String(limit) }, projection: ['_id'], queryArgs: {}, visiblePackages: [] };
    return buildQuery({ match, deviceSdk, targetSdk, packageNames, filter, mountedVolumes, ...asked });
  }

  #explain(
    { request, row, parts }: Readonly<{ request: VisibilityRequest; row: InspectedRow; parts: VisibilityParts }>,
    hasNomedia: (directory: string) => boolean,
  ) {
    const mayHide = row.media_type === 0 && row.format !== FORMAT_ASSOCIATION;
    return explainRow({ request, parts, columns: row, hiddenBy: mayHide ? hiddenBy(row._data, hasNomedia) : null });
  }

  /** Looks for `.nomedia` once per directory. */
  #nomedia(): (directory: string) => boolean {
    const known = new Map<string, boolean>();
    return (directory) => {
      const before = known.get(directory);
      if (before !== undefined) return before;
      const found = this.#options.volumes.realPath(`${directory}/.nomedia`) !== null;
      known.set(directory, found);
      return found;
    };
  }

  async #facts(row: InspectedRow, path: string | null): Promise<MediaFacts | null> {
    const kind = kindOf(row);
    if (kind === null || path === null) return null;
    const [facts = null] = await this.#options.extractor.metadata([{ path, kind }]);
    return facts;
  }

  /** What is held against the file of a row. */
  #problems(): (row: InspectedRow) => string | null {
    const { extractor, volumes } = this.#options;
    // Most devices know of no such file, and then no row costs a look at its place.
    if (extractor.unreadable.size === 0) return () => null;
    return ({ _data }) => {
      const path = volumes.realPath(_data);
      return path === null ? null : extractor.problemOf(path);
    };
  }

  #thumbnailFact(id: number): readonly MediaFact[] {
    const value = this.#options.thumbnailOutcome(id);
    return value === null ? [] : [{ group: 'Decoder', name: 'thumbnail', value }];
  }

  #layer(devicePath: string, path: string | null): MediaRowDetail['file']['layer'] {
    const volume = this.#options.volumes.volumeOf(devicePath)?.volume;
    if (path === null || volume === undefined) return 'missing';
    return path.startsWith(join(this.#options.home, 'volumes', volume.id) + sep) ? 'device' : 'folder';
  }

  #uriPermissions({ _id, volume_name }: InspectedRow): MediaRowDetail['uriPermissions'] {
    const { uriGrants } = this.#options;
    const volumeNames = [VOLUME_EXTERNAL, ...(volume_name === null ? [] : [volume_name])];
    const uris = [
      ...volumeNames.flatMap((volume) =>
        Object.values(COLLECTION_PATHS).map((path) => contentUri(AUTHORITY, [volume, ...path, _id])),
      ),
      pickerUri(_id),
    ];
    return this.#apps().flatMap((packageName) =>
      uris
        .filter((uri) => uriGrants.mayRead(packageName, uri))
        .map((uri) => ({ packageName, uri, mayWrite: uriGrants.mayWrite(packageName, uri) })),
    );
  }
}
