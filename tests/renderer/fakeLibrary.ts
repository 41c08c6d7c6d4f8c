// The tester's view of a scripted library: as many rows as asked, with every kind of reason among them.
import type {
  MediaCounts,
  MediaRow,
  MediaRowDetail,
  MediaRowsPage,
  MediaRowsRequest,
  QueryEntry,
  Reason,
  Viewpoint,
} from '../../contract/rpc/inspection.ts';
import { NOW } from './fakeMedia.ts';

const HIDDEN: readonly Reason[] = [
  {
    code: 'NOT_SELECTED',
    text: 'It is not selected, and the user lets com.example.gallery see selected items only (READ_MEDIA_VISUAL_USER_SELECTED).',
  },
  {
    code: 'TRASHED',
    text: 'It is in the trash until 2026-07-14: a query leaves it out unless it asks with QUERY_ARG_MATCH_TRASHED.',
  },
  {
    code: 'HIDDEN_FILE',
    text: 'It is hidden by .nomedia in /storage/emulated/0/Pictures/Private. So it is no media to the provider (media_type 0).',
  },
];
const POISON = '/home/me/Pictures/DCIM/Camera/PXL_000088.jpg ended the media process twice (signal SIGSEGV).';
const NOT_OWNER: Reason = { code: 'NOT_OWNER', text: 'com.example.gallery does not own it: com.example.camera does.' };

/** A library whose rows are numbered from 1; every seventh is selected for the app. */
export class FakeLibrary {
  count = 90;
  isBroken = false;
  readonly asked: MediaRowsRequest[] = [];

  rows(request: MediaRowsRequest): MediaRowsPage {
    if (this.isBroken) throw new Error('The database is locked.');
    this.asked.push(request);
    const rows: MediaRow[] = [];
    const bottom = Math.max(1, request.downTo ?? 1);
    let id = Math.min(request.before ?? this.count + 1, this.count + 1) - 1;
    for (; id >= bottom && rows.length < request.limit; id--) {
      const row = libraryRow(id, request);
      const isFound = row.displayName?.toLowerCase().includes(request.search.toLowerCase());
      if (isFound && !(request.hiddenOnly && row.visible)) rows.push(row);
    }
    if (rows.length === request.limit) return { rows, next: id + 1 };
    return { rows, next: bottom > 1 ? bottom : null };
  }

  counts({ packageName }: Viewpoint): MediaCounts {
    return {
      held: Math.min(this.count, 10_001),
      visible: packageName === null ? this.count : Math.floor(this.count / 7),
      limit: 10_000,
    };
  }

  detail(id: number, viewpoint: Viewpoint): MediaRowDetail {
    const row = libraryRow(id, viewpoint);
    if (id > this.count) throw new Error(`There is no row ${id} any more.`);
    return {
      row,
      uri: `content://media/external/images/media/${id}`,
      columns: [
        { name: '_id', value: String(id), source: 'provider', why: 'A number that is never used again.' },
        { name: '_data', value: row.data, source: 'path', why: 'Where the file is on the device.' },
        {
          name: 'date_added',
          value: String(NOW / 1000),
          source: 'clock',
          why: "The device's clock when the row was made, seconds.",
        },
        {
          name: 'datetaken',
          value: null,
          source: 'none',
          why: 'EXIF has no DateTimeOriginal. DateTime and DateTimeDigitized are never used.',
        },
        { name: 'owner_package_name', value: row.owner, source: 'app', why: `${row.owner} added it.` },
        { name: 'iso', value: '100', source: 'exif', why: 'ISOSpeedRatings.' },
      ],
      facts: [
        { group: 'EXIF', name: 'ISOSpeedRatings', value: '100' },
        { group: 'Decoder', name: 'size', value: '4000 × 3000' },
      ],
      problem: row.problem,
      file: { path: `/home/me/Pictures/DCIM/Camera/${row.displayName}`, layer: 'folder' },
      grants: id % 7 === 0 ? [{ packageName: 'com.example.gallery', generation: 12 }] : [],
      uriPermissions: [],
      apps: [{ packageName: 'com.example.gallery', visible: row.visible, reasons: row.reasons }],
    };
  }
}

function libraryRow(id: number, { packageName }: Viewpoint): MediaRow {
  const isVideo = id % 11 === 3;
  const displayName = `PXL_${String(id).padStart(6, '0')}.${isVideo ? 'mp4' : 'jpg'}`;
  const shared = {
    id,
    displayName,
    data: `/storage/emulated/0/DCIM/Camera/${displayName}`,
    mimeType: isVideo ? 'video/mp4' : 'image/jpeg',
    mediaType: isVideo ? 3 : 1,
    isDirectory: false,
    owner: id % 5 === 0 ? null : 'com.example.camera',
    date: NOW - id * 3_600_000,
    isPending: false,
    isTrashed: id % 3 === 1 && id % 7 !== 0,
    isFavorite: id % 9 === 0,
    problem: id === 88 ? POISON : null,
  };
  if (packageName === null) {
    const text = 'com.android.providers.media.module is part of the media provider, which sees every row.';
    return { ...shared, visible: true, reasons: [{ code: 'PROVIDER', text }] };
  }
  if (id % 7 === 0) {
    const text = 'The user selected it for com.example.gallery (generation 12).';
    return { ...shared, visible: true, reasons: [{ code: 'SELECTED', text }] };
  }
  const reason = HIDDEN[id % HIDDEN.length] ?? NOT_OWNER;
  return { ...shared, visible: false, reasons: [reason, NOT_OWNER] };
}

/** A query of an app, the newest last. */
export function queryEntry(id: number, change: Partial<QueryEntry> = {}): QueryEntry {
  return {
    id,
    at: NOW + id * 41,
    packageName: 'com.example.gallery',
    uri: 'content://media/external/images/media',
    sql: "SELECT _id, _display_name FROM files AS images WHERE ((+media_type=1) AND (owner_package_name IN ('com.example.gallery')) AND (is_trashed=0)) AND ((_size > ?)) ORDER BY date_added DESC LIMIT 50 OFFSET 0",
    args: ['1000'],
    rows: 50,
    read: 50,
    took: 0.42,
    thrown: null,
    ...change,
  };
}
