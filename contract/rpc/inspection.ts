// What the tester's panel is shown of the media library: rows with the reason why an app sees them or not, and the SQL that ran.

export type InspectedCollection = 'images' | 'video' | 'audio' | 'downloads' | 'files';

/** Why a row is visible, or one thing that hides it. */
export type ReasonCode =
  | 'PROVIDER'
  | 'OWN_ROW'
  | 'SELECTED'
  | 'PERMISSION_HELD'
  | 'PUBLIC_SOUND'
  | 'NOT_IN_COLLECTION'
  | 'HIDDEN_FILE'
  | 'VOLUME_NOT_MOUNTED'
  | 'TRASHED'
  | 'PENDING'
  | 'WAITS_FOR_SCAN'
  | 'NOT_SELECTED'
  | 'PERMISSION_MISSING'
  | 'PERMISSION_OF_ANOTHER_LEVEL'
  | 'SELECTION_NOT_USED'
  | 'ALL_FILES_ACCESS_MISSING'
  | 'NO_PERMISSION_OPENS'
  | 'NOT_OWNER';

/** `text` is one sentence for a tester, with the permission and the package by name. */
export type Reason = Readonly<{ code: ReasonCode; text: string }>;

/** Whether a plain query of a collection returns a row, and why; the first reason says the most. */
export type Verdict = Readonly<{ visible: boolean; reasons: readonly Reason[] }>;

/** Who asks, and what: null is the provider itself. */
export type Viewpoint = Readonly<{ packageName: string | null; collection: InspectedCollection }>;

export type MediaRowsRequest = Viewpoint &
  Readonly<{
    /** Part of a name; a search goes through every row, whatever collection it is in. Empty for none. */
    search: string;
    /** Only rows the app does not see. */
    hiddenOnly: boolean;
    /** Rows with a lower _id than this; null for the newest. */
    before: number | null;
    /** Rows down to this _id, with it: to read a part again. null for no end. */
    downTo: number | null;
    /** How many rows at most. */
    limit: number;
  }>;

export type MediaRow = Verdict &
  Readonly<{
    id: number;
    displayName: string | null;
    /** Path on the device. */
    data: string;
    mimeType: string | null;
    mediaType: number;
    isDirectory: boolean;
    owner: string | null;
    /** The date the row is sorted by: when it was taken, or else modified. Milliseconds since 1970 UTC; 0 when unknown. */
    date: number;
    isPending: boolean;
    isTrashed: boolean;
    isFavorite: boolean;
    /** Why its file is not opened any more, one sentence: it ended the media process. null for any other. */
    problem: string | null;
  }>;

export type MediaRowsPage = Readonly<{
  /** Newest first, by _id. May be few, or none, before the end: one call looks at a part of the table only. */
  rows: readonly MediaRow[];
  /** `before` of the next call; null when there is nothing more. */
  next: number | null;
}>;

/** Numbers beyond `limit` are not counted: `limit` + 1 stands for all of them. */
export type MediaCounts = Readonly<{ held: number; visible: number; limit: number }>;

/** Where the value of a column came from. */
export type ColumnSource =
  | 'file'
  | 'path'
  | 'exif'
  | 'decoder'
  | 'xmp'
  | 'container'
  | 'app'
  | 'user'
  | 'provider'
  | 'clock'
  | 'none';

export type ColumnDetail = Readonly<{
  name: string;
  /** As a text; null when the column is null. */
  value: string | null;
  source: ColumnSource;
  /** In words: what of the source, or why there is no value. */
  why: string;
}>;

export type MediaFact = Readonly<{ group: 'EXIF' | 'XMP' | 'Container' | 'Decoder'; name: string; value: string }>;

export type MediaRowDetail = Readonly<{
  row: MediaRow;
  uri: string;
  columns: readonly ColumnDetail[];
  /** What the media process reads in the file at this moment, and how its last thumbnail came about. */
  facts: readonly MediaFact[];
  /** Why the file could not be read, or read to its end; null when it could. */
  problem: string | null;
  file: Readonly<{
    /** On this computer; null when it is gone. */
    path: string | null;
    /** In the user's folder, or in the device's own layer above it. */
    layer: 'folder' | 'device' | 'missing';
  }>;
  /** Who it is selected for. */
  grants: readonly Readonly<{ packageName: string; generation: number }>[];
  /** Who may read or write it by a URI permission. */
  uriPermissions: readonly Readonly<{ packageName: string; uri: string; mayWrite: boolean }>[];
  /** Every app's view of it, in the collection that was asked about. */
  apps: readonly (Verdict & Readonly<{ packageName: string }>)[];
}>;

/** A query of an app as SQLite ran it. */
export type QueryEntry = Readonly<{
  id: number;
  /** Device time at the start, milliseconds since 1970 UTC. */
  at: number;
  packageName: string;
  uri: string;
  /** The statement; a very long one is cut. */
  sql: string;
  args: readonly (string | null)[];
  /** Rows of the cursor; null when it failed. */
  rows: number | null;
  /** Rows read so far, over all windows. */
  read: number;
  /** Milliseconds in SQLite so far: compiling, counting, and reading windows. */
  took: number;
  /** What SQLite refused. */
  thrown: string | null;
}>;
