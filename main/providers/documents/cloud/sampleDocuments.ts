// What an account has in it at first: something of every kind a client meets.
import { MIME_TYPE_DIR } from '../../../../contract/android/documentsContract.ts';
import { CLOUD_TITLE } from './cloudRows.ts';
import type { CloudStore } from './cloudStore.ts';

export const CLOUD_NOTE = 'This document lives in a cloud that is part of the device. Nothing leaves this computer.';

/** The accounts of a device that was never used: one signed in, one not. */
export const FIRST_ACCOUNTS = [
  { name: 'ada@example.com', signedIn: true, quotaBytes: 15_000_000_000 },
  { name: 'grace@example.com', signedIn: false, quotaBytes: null },
] as const;

/** A dot of each colour, 2 × 2 pixels. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAFklEQVQI12N45WxqsiKYwan1y+89rAAoRgYJFoOLmgAAAABJRU5ErkJggg==';

const DAY = 86_400_000;

type Sample = Readonly<{
  displayName: string;
  mimeType: string;
  bytes?: Uint8Array | string;
  exports?: readonly string[];
  tellsSize?: boolean;
  /** Days before the account was made. */
  age: number;
  children?: readonly Sample[];
}>;

const SAMPLES: readonly Sample[] = [
  { displayName: 'Welcome.txt', mimeType: 'text/plain', age: 3, bytes: `${CLOUD_NOTE}\n` },
  {
    ...{ displayName: 'Plan', mimeType: 'application/vnd.example.cloud.document', age: 2 },
    exports: ['application/pdf', 'text/plain'],
  },
  { displayName: 'live.log', mimeType: 'text/plain', age: 1, tellsSize: false, bytes: 'Its size is not known.\n' },
  // MimeTypeMap knows no such extension, the cloud does: S50.
  { displayName: 'track.gpx', mimeType: 'application/gpx+xml', age: 4, bytes: '<gpx version="1.1"/>\n' },
  {
    ...{ displayName: 'Pictures', mimeType: MIME_TYPE_DIR, age: 9 },
    children: [{ displayName: 'dots.png', mimeType: 'image/png', age: 9, bytes: Buffer.from(PNG, 'base64') }],
  },
  {
    ...{ displayName: 'Notes', mimeType: MIME_TYPE_DIR, age: 8 },
    children: [
      { displayName: 'ideas.txt', mimeType: 'text/plain', age: 6, bytes: 'One idea.\n' },
      { displayName: 'ideas.txt', mimeType: 'text/plain', age: 5, bytes: 'A second file of the same name.\n' },
    ],
  },
];

/** Puts an account into the store, with its documents. `now` in milliseconds since 1970 UTC. */
export function addAccount(
  store: CloudStore,
  account: Readonly<{ name: string; signedIn: boolean; quotaBytes: number | null }>,
  now: number,
): void {
  store.putAccount(account);
  const shared = { account: account.name, blob: null, tellsSize: true, exports: [] };
  const top = store.add({
    ...{ ...shared, parentId: null, displayName: CLOUD_TITLE, mimeType: MIME_TYPE_DIR, lastModified: now },
  });
  const add = (parentId: string, { displayName, mimeType, age, ...sample }: Sample) => {
    const blob = sample.bytes === undefined ? null : store.write(sample.bytes);
    const given = { exports: sample.exports ?? [], tellsSize: sample.tellsSize ?? true };
    const lastModified = now - age * DAY;
    const { id } = store.add({ ...shared, ...given, parentId, displayName, mimeType, lastModified, blob });
    for (const child of sample.children ?? []) add(id, child);
  };
  for (const sample of SAMPLES) add(top.id, sample);
}
