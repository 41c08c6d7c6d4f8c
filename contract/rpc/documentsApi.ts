// What the tester sees of documents providers and URI grants, and may do to them. Never reachable from an app's connection.
import type { Uri } from '../android/uri.ts';

/** One record of UriGrantsManagerService. Each set of modes is of FLAG_GRANT_READ_ and FLAG_GRANT_WRITE_URI_PERMISSION. */
export type UriGrantRow = Readonly<{
  /** Who may. */
  targetPackage: string;
  /** Whose provider it is. */
  sourcePackage: string;
  uri: Uri;
  /** Whether it covers every URI below. */
  prefix: boolean;
  ownedModes: number;
  globalModes: number;
  persistableModes: number;
  persistedModes: number;
  /** Activities that received it, as package/number. */
  owners: readonly string[];
  /** When it was last taken, milliseconds since 1970 UTC; null when it was not. */
  persistedTime: number | null;
  /** Which call or result it came from, in words. */
  why: string;
  /** What ends it, in words. */
  until: string;
}>;

export type RootSummary = Readonly<{
  rootId: string;
  title: string;
  summary: string | null;
  flags: number;
  documentId: string;
}>;

export type DocumentsProviderState = Readonly<{
  authority: string;
  packageName: string;
  label: string;
  kind: 'system' | 'plugin' | 'remote';
  state: 'running' | 'stopped' | 'failed';
  /** The failure Android would give, or why its code does not run; null when nothing is wrong. */
  problem: string | null;
  /** Null when the roots could not be read. */
  roots: readonly RootSummary[] | null;
}>;

/** Where in an operation of the cloud something goes wrong. */
export type FaultPoint = 'before' | 'during' | 'after';

export type CloudOperation =
  | 'roots'
  | 'query'
  | 'children'
  | 'open'
  | 'read'
  | 'write'
  | 'upload'
  | 'create'
  | 'rename'
  | 'delete'
  | 'move'
  | 'copy'
  | 'search'
  | 'recent'
  | 'thumbnail'
  | 'export';

/** What goes wrong, on which operations, how often. The same seed and the same calls give the same faults. */
export type CloudFault = Readonly<{
  operations: readonly CloudOperation[] | 'all';
  kind:
    | 'fail'
    | 'hang'
    | 'truncate'
    | 'wrong-size'
    | 'wrong-mime'
    | 'sign-in-expired'
    | 'null-cursor'
    | 'error-extra'
    | 'conflict';
  at: FaultPoint;
  /** 0 to 1: in which share of the calls. */
  probability: number;
  /** How many times in all; null for always. */
  times: number | null;
  /** Display name or id the document must have; null for any. */
  document: string | null;
}>;

export type CloudAccount = Readonly<{
  name: string;
  signedIn: boolean;
  /** Bytes. */
  usedBytes: number;
  quotaBytes: number | null;
}>;

export type CloudState = Readonly<{
  accounts: readonly CloudAccount[];
  profile: 'instant' | 'wifi' | 'mobile' | 'slow';
  /** Of the profile: before the first byte, milliseconds; and bytes per second, null for as fast as it goes. */
  latencyMillis: number;
  bytesPerSecond: number | null;
  online: boolean;
  /** Rows of a page; further ones come with EXTRA_LOADING. */
  pageSize: number;
  seed: number;
  faults: readonly CloudFault[];
  /** Uploads under way or waiting for the network. */
  uploads: readonly Readonly<{
    account: string;
    displayName: string;
    sentBytes: number;
    sizeBytes: number;
    problem: string | null;
  }>[];
}>;

/** What is left out stays as it is. */
export type CloudChange = Readonly<{
  profile?: CloudState['profile'];
  latencyMillis?: number;
  bytesPerSecond?: number | null;
  online?: boolean;
  pageSize?: number;
  seed?: number;
  faults?: readonly CloudFault[];
}>;

export interface DocumentsApi {
  /** Counts up when something the others answer has changed: read it again. */
  changes(): Promise<AsyncIterable<number>>;
  uriGrants(): Promise<readonly UriGrantRow[]>;
  /** Every provider that claims to offer documents, those that Android would not start too. */
  providers(): Promise<readonly DocumentsProviderState[]>;
  cloud(): Promise<CloudState>;
  setCloud(change: CloudChange): Promise<void>;
  /** Adds the account when there is none. */
  cloudSignIn(account: string): Promise<void>;
  cloudSignOut(account: string): Promise<void>;
  setCloudQuota(account: string, quotaBytes: number | null): Promise<void>;
  /**
   * Installs the app of a provider's module and runs it in a process of its own. `folder` is an absolute path with manifest.json and
   * provider.ts or provider.js. @throws {Error} in one sentence
   */
  loadPlugin(folder: string): Promise<DocumentsProviderState>;
  /** Uninstalls the app and ends its process. */
  unloadPlugin(authority: string): Promise<void>;
}
