// What a verdict is made of: who asks, and what SQLite answers for one row.
import { permission } from '../../../contract/android/manifest.ts';
import type { InspectedCollection } from '../../../contract/rpc/inspection.ts';
import type { MediaCaller } from './mediaAccess.ts';

/** Who queries which collection, without arguments of its own. */
export type VisibilityRequest = Readonly<{
  packageName: string;
  userId: number;
  caller: MediaCaller;
  /** The provider itself, or the shell: no clause at all. */
  hasFullAccess: boolean;
  collection: InspectedCollection;
  /** Names of the external volumes that are there now. */
  mountedVolumes: readonly string[];
}>;

/** The conditions of a plain query, each whether it holds for the row. A row is visible when all do. */
export const QUERY_CONDITIONS = ['inCollection', 'admitted', 'onVolume', 'notTrashed', 'notPending'] as const;

export type QueryCondition = (typeof QUERY_CONDITIONS)[number];

/** The conditions, and what tells which part of a rule held. */
export type VisibilityParts = Readonly<Record<QueryCondition, boolean>> &
  Readonly<{
    /** Whether its owner is the caller. */
    own: boolean;
    /** Whether it is open to whoever holds nothing. */
    forEverybody: boolean;
    /** The generation it was selected for the caller with; null when it is not. */
    selected: number | null;
    /** The permissions that would open it by themselves. */
    openedBy: ReadonlySet<string>;
    /** The permissions that would open it besides those that are held. */
    openedWith: ReadonlySet<string>;
  }>;

/** The columns of files that the words need. */
export type VisibilityColumns = Readonly<{
  media_type: number;
  mime_type: string | null;
  format: number | null;
  volume_name: string | null;
  owner_package_name: string | null;
  is_pending: number;
  /** Seconds since 1970 UTC. */
  date_expires: number | null;
}>;

/** The permissions that open rows by their kind, the most telling first; a selection opens them one by one. */
export const OPENING_PERMISSIONS: readonly string[] = [
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_AUDIO,
  permission.READ_EXTERNAL_STORAGE,
  permission.WRITE_EXTERNAL_STORAGE,
  permission.MANAGE_EXTERNAL_STORAGE,
];
