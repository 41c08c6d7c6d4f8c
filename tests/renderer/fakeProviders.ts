// Scripted documents providers: a device with folders, Downloads, recent images, a USB stick, and a cloud with every fault.
import type { Bundle, Cursor, Row } from '../../contract/android/cursor.ts';
import {
  buildDocumentUri,
  buildRootsUri,
  CALL_KEY,
  Document,
  EXTRA_ERROR,
  EXTRA_INFO,
  EXTRA_LOADING,
  getDocumentId,
  METHOD,
  MIME_TYPE_DIR,
  QUERY_ARG_MIME_TYPES,
  Root,
} from '../../contract/android/documentsContract.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { ResolvedProvider } from '../../contract/rpc/appApi.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import { NOW } from './fakeMedia.ts';

const STORAGE = 'com.android.externalstorage.documents';
const DOWNLOADS = 'com.android.providers.downloads.documents';
const MEDIA = 'com.android.providers.media.documents';
export const CLOUD = 'com.example.mycloud.documents';
/** What an AuthenticationRequiredException of the cloud starts. */
export const SIGN_IN_INTENT = 4_711;
const HOUR = 3_600_000;

type FakeDocument = Readonly<{
  id: string;
  name: string;
  type: string;
  flags?: number;
  size?: number | null;
  at?: number | null;
}>;

/** What the cloud does to a query of its children. */
export type CloudFault =
  | 'none'
  | 'throws'
  | 'hangs'
  | 'null'
  | 'error'
  | 'info'
  | 'loading'
  | 'authentication'
  | 'signedOut';

const DIR_FLAGS = Document.FLAG_DIR_SUPPORTS_CREATE;
const FILE_FLAGS = Document.FLAG_SUPPORTS_WRITE | Document.FLAG_SUPPORTS_DELETE;
const PHOTO_FLAGS = FILE_FLAGS | Document.FLAG_SUPPORTS_THUMBNAIL;
const BLOCKED = DIR_FLAGS | Document.FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE;

const dir = (id: string, name: string, flags = DIR_FLAGS): FakeDocument => ({ id, name, type: MIME_TYPE_DIR, flags });

const photos = (prefix: string, count: number): readonly FakeDocument[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${prefix}${i + 1}`, name: `PXL_${String(i + 1).padStart(4, '0')}.jpg`, type: 'image/jpeg' },
    ...{ flags: PHOTO_FLAGS, size: 2_400_000 + i * 31_000, at: NOW - i * 30 * HOUR },
  }));

const TREE: Readonly<Record<string, readonly FakeDocument[]>> = {
  [`${STORAGE} primary:`]: [
    dir('primary:Alarms', 'Alarms'),
    dir('primary:DCIM', 'DCIM'),
    dir('primary:Download', 'Download', BLOCKED),
    dir('primary:Documents', 'Documents'),
    dir('primary:Empty', 'Empty'),
    dir('primary:.thumbnails', '.thumbnails'),
    { id: 'primary:note.txt', name: 'note.txt', type: 'text/plain', flags: FILE_FLAGS, size: 812, at: NOW - HOUR },
    { id: 'primary:locked.bin', name: 'locked.bin', type: 'application/octet-stream', flags: 0, size: 5_000 },
    ...photos('primary:PXL', 3),
  ],
  [`${STORAGE} primary:DCIM`]: [dir('primary:DCIM/Camera', 'Camera'), dir('primary:DCIM/Screenshots', 'Screenshots')],
  [`${STORAGE} primary:DCIM/Camera`]: photos('primary:DCIM/Camera/', 40),
  [`${STORAGE} primary:Documents`]: [
    dir(
      'primary:Documents/A folder with a very long name that nobody could shorten',
      'A folder with a very long name that nobody could shorten',
    ),
    {
      id: 'primary:Documents/report.pdf',
      name: 'report.pdf',
      type: 'application/pdf',
      flags: FILE_FLAGS,
      size: 1_234_567,
      at: NOW - 400 * 24 * HOUR,
    },
    {
      id: 'primary:Documents/\u05e9\u05dc\u05d5\u05dd.txt',
      name: '\u05e9\u05dc\u05d5\u05dd.txt',
      type: 'text/plain',
      flags: FILE_FLAGS,
      size: 3,
      at: NOW - 30 * HOUR,
    },
  ],
  [`${STORAGE} 19F4-0903:`]: photos('19F4-0903:', 2),
  [`${DOWNLOADS} downloads`]: [
    { id: 'msf:1', name: 'invoice.pdf', type: 'application/pdf', flags: FILE_FLAGS, size: 84_000, at: NOW - 2 * HOUR },
    { id: 'msf:2', name: 'song.mp3', type: 'audio/mpeg', flags: FILE_FLAGS, size: 4_100_000, at: NOW - 50 * HOUR },
    ...photos('msf:', 2).map((photo) => ({ ...photo, id: `${photo.id}0` })),
  ],
  [`${MEDIA} images_root`]: photos('image:', 12),
  [`${CLOUD} root`]: [
    dir('shared', 'Shared with me'),
    {
      id: 'slides',
      name: 'Slides',
      type: 'application/vnd.google-apps.presentation',
      flags: Document.FLAG_VIRTUAL_DOCUMENT,
      size: null,
      at: NOW - 4 * HOUR,
    },
    { id: 'budget', name: 'budget.csv', type: 'text/csv', flags: FILE_FLAGS, size: null, at: NOW - 8 * HOUR },
    { id: 'holiday', name: 'holiday.jpg', type: 'image/jpeg', flags: PHOTO_FLAGS, size: 3_000_000, at: NOW - 9 * HOUR },
  ],
};

const SEARCHES = Root.FLAG_SUPPORTS_SEARCH | Root.FLAG_SUPPORTS_RECENTS;

type FakeRoot = Readonly<{
  authority: string;
  id: string;
  title: string;
  flags: number;
  documentId: string;
  summary?: string;
  bytes?: number;
  types?: string;
}>;

const LOCAL = Root.FLAG_LOCAL_ONLY;
const WHOLE = LOCAL | Root.FLAG_SUPPORTS_CREATE | Root.FLAG_SUPPORTS_IS_CHILD | Root.FLAG_SUPPORTS_SEARCH;

const ROOTS: readonly FakeRoot[] = [
  {
    authority: STORAGE,
    id: 'primary',
    title: 'Internal shared storage',
    flags: WHOLE,
    documentId: 'primary:',
    bytes: 41_200_000_000,
  },
  {
    ...{ authority: STORAGE, id: '19F4-0903', title: 'USB drive', documentId: '19F4-0903:', bytes: 7_900_000_000 },
    flags: WHOLE | Root.FLAG_SUPPORTS_EJECT | Root.FLAG_REMOVABLE_USB,
  },
  { authority: DOWNLOADS, id: 'downloads', title: 'Downloads', flags: WHOLE | SEARCHES, documentId: 'downloads' },
  {
    authority: MEDIA,
    id: 'images_root',
    title: 'Images',
    flags: LOCAL | SEARCHES,
    documentId: 'images_root',
    types: 'image/*',
  },
  {
    authority: MEDIA,
    id: 'videos_root',
    title: 'Videos',
    flags: LOCAL | SEARCHES | Root.FLAG_EMPTY,
    documentId: 'videos_root',
    types: 'video/*',
  },
  {
    authority: CLOUD,
    id: 'ada',
    title: 'MyCloud',
    summary: 'ada@example.com',
    flags: Root.FLAG_SUPPORTS_CREATE | Root.FLAG_SUPPORTS_SEARCH,
    documentId: 'root',
  },
];

const LABELS: Readonly<Record<string, string>> = {
  ...{ [STORAGE]: 'External Storage', [DOWNLOADS]: 'Downloads', [MEDIA]: 'Media Storage', [CLOUD]: 'MyCloud' },
};

const DOCUMENT_COLUMNS = [
  ...[Document.COLUMN_DOCUMENT_ID, Document.COLUMN_DISPLAY_NAME, Document.COLUMN_MIME_TYPE],
  ...[Document.COLUMN_FLAGS, Document.COLUMN_SIZE, Document.COLUMN_LAST_MODIFIED, Document.COLUMN_SUMMARY],
];

export class FakeProviders {
  readonly #made = new Map<string, FakeDocument[]>();
  fault: CloudFault = 'none';
  /** Rows of the folder DCIM/Camera. */
  cameraCount = 40;
  /** Whether creating a document ends, well or not. */
  creates: 'well' | 'failing' | 'never' = 'well';
  hasUsb = true;
  created = 0;
  #held: Promise<void> = Promise.resolve();
  readonly #observers: Readonly<{ uri: Uri; onChange: () => void }>[] = [];

  resolved(): readonly ResolvedProvider[] {
    return Object.entries(LABELS).map(([authority, label]) => ({
      ...{ authority, label, packageName: authority.replace(/\.documents$/, '') },
      ...{ exported: true, grantUriPermissions: true, permission: 'android.permission.MANAGE_DOCUMENTS' },
    }));
  }

  /** Documents that are asked for from now on are made when the answer is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }

  observe(uri: Uri, onChange: () => void): void {
    this.#observers.push({ uri, onChange });
  }

  unplug(): void {
    this.hasUsb = false;
    this.#notify(buildRootsUri(STORAGE));
  }

  /** No account is left: the provider has no roots. */
  signOut(): void {
    this.fault = 'signedOut';
    this.#notify(buildRootsUri(CLOUD));
  }

  #notify(uri: Uri): void {
    for (const observer of this.#observers) if (observer.uri === uri) observer.onChange();
  }

  query(uri: Uri, args: Bundle): Promise<Cursor | null> | Cursor | null {
    const { authority, segments } = uriParts(uri);
    const [kind, id = '', what] = segments;
    if (kind === 'root' && what === undefined) return this.#roots(authority);
    if (kind === 'root' && what === 'recent')
      return whole(this.#children(authority, this.#rootDocument(authority, id)));
    if (kind === 'root') return this.#search(authority, id, uri, args);
    if (what === 'children') return this.#list(authority, id);
    const document = this.#find(authority, id);
    if (document === null) throw new Throwable('FileNotFoundException', `Missing file for ${id}`);
    return whole([document]);
  }

  call(authority: string, method: string, extras: Bundle): Promise<Bundle> | Bundle {
    const uri = extras[CALL_KEY.URI] as Uri;
    if (method === METHOD.EJECT_ROOT) {
      this.unplug();
      return {};
    }
    if (method === METHOD.FIND_DOCUMENT_PATH) {
      const id = getDocumentId(uri);
      const root = ROOTS.find((one) => one.authority === authority);
      return { [CALL_KEY.RESULT]: { rootId: root?.id ?? null, path: [root?.documentId, id] } };
    }
    if (method !== METHOD.CREATE_DOCUMENT || this.creates === 'failing')
      throw new Throwable('IllegalStateException', 'Failed to create');
    if (this.creates === 'never') return new Promise(() => {});
    return this.#held.then(() => this.#make(uri, extras));
  }

  #make(uri: Uri, extras: Bundle): Bundle {
    const { authority } = uriParts(uri);
    this.created++;
    const parent = getDocumentId(uri);
    const name = String(extras[CALL_KEY.DISPLAY_NAME]);
    const id = `${parent}${parent.endsWith(':') ? '' : '/'}${name}`;
    const type = String(extras[CALL_KEY.MIME_TYPE]);
    const made: FakeDocument = {
      id,
      name,
      type,
      flags: type === MIME_TYPE_DIR ? DIR_FLAGS : FILE_FLAGS,
      size: 0,
      at: NOW,
    };
    const key = `${authority} ${parent}`;
    this.#made.set(key, [...(this.#made.get(key) ?? []), made]);
    return { [CALL_KEY.URI]: buildDocumentUri(authority, id) };
  }

  #rootDocument(authority: string, id: string): string {
    return ROOTS.find((root) => root.authority === authority && root.id === id)?.documentId ?? '';
  }

  #roots(authority: string): Cursor {
    const isThere = (root: FakeRoot) =>
      (root.id !== '19F4-0903' || this.hasUsb) && (authority !== CLOUD || this.fault !== 'signedOut');
    const roots = ROOTS.filter((root) => root.authority === authority).filter(isThere);
    const columns = [
      ...[Root.COLUMN_ROOT_ID, Root.COLUMN_TITLE, Root.COLUMN_FLAGS, Root.COLUMN_DOCUMENT_ID, Root.COLUMN_SUMMARY],
      ...[Root.COLUMN_AVAILABLE_BYTES, Root.COLUMN_MIME_TYPES, Root.COLUMN_QUERY_ARGS],
    ];
    const rows = roots.map(({ id, title, flags, documentId, summary, bytes, types }): Row => {
      const searchable = (flags & Root.FLAG_SUPPORTS_SEARCH) !== 0 ? QUERY_ARG_MIME_TYPES : null;
      return [id, title, flags, documentId, summary ?? null, bytes ?? null, types ?? null, searchable];
    });
    return { columns, rows, count: rows.length };
  }

  #list(authority: string, id: string): Promise<Cursor | null> | Cursor | null {
    if (authority === CLOUD && this.fault !== 'none') return this.#faulty(id);
    return whole(this.#children(authority, id));
  }

  #faulty(id: string): Promise<Cursor | null> | Cursor | null {
    const rows = this.#children(CLOUD, id);
    switch (this.fault) {
      case 'throws':
        throw new Throwable('IllegalStateException', 'The cloud is not reachable');
      case 'authentication': {
        const userAction = { userMessage: 'Sign in', title: 'Sign in', actionIntent: SIGN_IN_INTENT };
        throw new Throwable('AuthenticationRequiredException', 'Sign in to MyCloud', { userAction });
      }
      case 'hangs':
        return new Promise(() => {});
      case 'null':
        return null;
      case 'error':
        return whole(rows, { [EXTRA_ERROR]: 'The last 3 files could not be fetched' });
      case 'info':
        return whole(rows, { [EXTRA_INFO]: 'You are offline: this is what was here last' });
      case 'loading':
        return whole(rows, { [EXTRA_LOADING]: true });
      default:
        return whole(rows);
    }
  }

  #search(authority: string, id: string, uri: Uri, args: Bundle): Cursor {
    const text = (
      new URL(uri.replace('content:', 'http:')).searchParams.get('query') ||
      String(args['android:query-arg-display-name'] ?? '')
    ).toLowerCase();
    const types = args[QUERY_ARG_MIME_TYPES] as readonly string[] | undefined;
    const ofType = ({ type }: FakeDocument) =>
      types === undefined ||
      types.some((one) => one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))));
    const all = this.#children(authority, this.#rootDocument(authority, id));
    return whole(all.filter((row) => row.name.toLowerCase().includes(text) && ofType(row)));
  }

  #children(authority: string, id: string): readonly FakeDocument[] {
    const made = this.#made.get(`${authority} ${id}`) ?? [];
    if (id === 'primary:DCIM/Camera') return [...photos(`${id}/`, this.cameraCount), ...made];
    return [...(TREE[`${authority} ${id}`] ?? []), ...made];
  }

  #find(authority: string, id: string): FakeDocument | null {
    const root = ROOTS.find((one) => one.authority === authority && one.documentId === id);
    if (root !== undefined) {
      const flags = id === 'primary:' ? BLOCKED : id === 'images_root' ? 0 : DIR_FLAGS;
      return dir(id, root.title, flags);
    }
    const parents = [...Object.keys(TREE), ...this.#made.keys()].filter((key) => key.startsWith(`${authority} `));
    const all = parents.flatMap((key) => this.#children(authority, key.slice(authority.length + 1)));
    return all.find((document) => document.id === id) ?? null;
  }
}

function whole(documents: readonly FakeDocument[], extras?: Bundle): Cursor {
  const rows = documents.map(({ id, name, type, flags = 0, size = null, at = null }): Row => {
    return [id, name, type, flags, size, at, null];
  });
  return { columns: DOCUMENT_COLUMNS, rows, count: rows.length, ...(extras === undefined ? {} : { extras }) };
}

/** What the document picker is asked. */
export function documentAsk(packageName: string): Dialogs['documentPicker']['ask'] {
  return {
    ...{
      action: 'OPEN',
      packageName,
      appLabel: 'Gallery',
      targetSdk: 34,
      sdk: 36,
      mimeType: '*/*',
      acceptMimes: ['*/*'],
    },
    ...{ allowMultiple: false, openableOnly: false, localOnly: false, title: null, prompt: null, initialUri: null },
    ...{ contentQuery: null, excludedAuthorities: [], activities: [], lastAccessed: null },
  };
}

export function signInAsk(): Dialogs['signIn']['ask'] {
  return { packageName: 'com.example.mycloud', appLabel: 'MyCloud', authority: CLOUD, account: 'ada@example.com' };
}
