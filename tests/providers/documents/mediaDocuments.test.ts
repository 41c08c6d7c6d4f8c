import { describe, expect, test } from 'vitest';
import { parseUri } from '../../../contract/android/uri.ts';
import type { ResultSet } from '../../../main/content/contentProvider.ts';
import { identOf } from '../../../main/providers/documents/mediaDocuments/ids.ts';
import { CALL, mediaDocumentsProbe } from './mediaDocumentsProbe.ts';

const ROWS = [
  { _id: 1, _display_name: 'a.jpg', bucket_id: '10', bucket_display_name: 'Camera', date_modified: 100, _size: 5 },
  {
    _id: 2,
    _display_name: 'b.png',
    mime_type: 'image/png',
    bucket_id: '10',
    bucket_display_name: 'Camera',
    date_modified: 300,
    _size: 50,
  },
  {
    _id: 3,
    _display_name: 'c.mp4',
    mime_type: 'video/mp4',
    media_type: 3,
    bucket_id: '20',
    bucket_display_name: null,
    date_modified: 200,
    _size: 7,
    duration: 4_000,
    width: 64,
    height: 48,
  },
  {
    _id: 4,
    _display_name: 'd.mp3',
    title: 'Dee',
    mime_type: 'audio/mpeg',
    media_type: 2,
    artist: '<unknown>',
    artist_id: 8,
    album: 'One',
    album_id: 9,
    date_modified: 50,
  },
  {
    _id: 5,
    _display_name: 'e.pdf',
    mime_type: 'application/pdf',
    media_type: 6,
    bucket_id: '30',
    bucket_display_name: 'Papers',
    date_modified: 20,
  },
];

const column = (result: ResultSet, name: string) =>
  result.window(0, result.count).map((row) => row[result.columns.indexOf(name)]);
const ids = (result: ResultSet) => column(result, 'document_id');

describe('what is below what', () => {
  test.each([
    ['images_root', ['images_bucket:10']],
    ['images_bucket:10', ['image:1', 'image:2']],
    ['videos_root', ['videos_bucket:20']],
    ['audio_root', ['artist:8']],
    ['artist:8', ['album:9']],
    ['album:9', ['audio:4']],
    ['documents_root', ['documents_bucket:30']],
    ['documents_bucket:30', ['document:5']],
    ['images_bucket:77', []],
  ])('%s', async (parent, children) => {
    using probe = mediaDocumentsProbe(ROWS);
    expect(ids(await probe.provider.queryChildDocuments(CALL, parent, null))).toEqual(children);
  });

  test('every document is found by its own id', async () => {
    using probe = mediaDocumentsProbe(ROWS);
    const all = ['images_root', 'images_bucket:10', 'image:2', 'artist:8', 'album:9', 'audio:4', 'document:5'];
    for (const id of all) expect(ids(await probe.provider.queryDocument(CALL, id, null))).toEqual([id]);
  });

  test('an item of a kind that this level does not have is no document', async () => {
    using probe = mediaDocumentsProbe(ROWS, 29);
    expect(column(await probe.provider.queryRoots(CALL, null), 'root_id')).toEqual([
      ...['images_root', 'videos_root', 'audio_root'],
    ]);
    await expect(probe.provider.queryDocument(CALL, 'document:5', null)).rejects.toThrow(
      'Unsupported document document:5',
    );
  });
});

test('names that are no names are said in words', async () => {
  using probe = mediaDocumentsProbe(ROWS);
  expect(column(await probe.provider.queryChildDocuments(CALL, 'videos_root', null), '_display_name')).toEqual([
    'Unknown',
  ]);
  expect(column(await probe.provider.queryChildDocuments(CALL, 'audio_root', null), '_display_name')).toEqual([
    'Unknown',
  ]);
});

test('a projection is answered in its own order, with nulls for what nobody has', async () => {
  using probe = mediaDocumentsProbe(ROWS);
  const found = await probe.provider.queryDocument(CALL, 'image:1', ['_size', 'nothing', 'document_id']);
  expect(found.columns).toEqual(['_size', 'nothing', 'document_id']);
  expect(found.window(0, 1)).toEqual([[5, null, 'image:1']]);
});

test('a root that was answered as empty tells of the first item', async () => {
  using probe = mediaDocumentsProbe([]);
  expect(column(await probe.provider.queryRoots(CALL, null), 'flags')).toEqual([78, 78, 74, 78]);
  const uris = [parseUri('content://media/external/images/media/7')];
  probe.observers.notifyChange(uris, 4);
  probe.observers.notifyChange(uris, 4);
  expect(probe.notified).toEqual(['content://com.android.providers.media.documents/root']);
});

test('an item that is deleted is nobody’s any more', async () => {
  using probe = mediaDocumentsProbe(ROWS);
  await probe.provider.queryRoots(CALL, null);
  probe.observers.notifyChange([parseUri('content://media/external/video/media/3')], 16);
  expect(probe.revoked).toEqual(['video:3']);
});

describe('recents and searches', () => {
  test('newest first, as many as were asked for', async () => {
    using probe = mediaDocumentsProbe(ROWS);
    expect(ids(await probe.provider.queryRecentDocuments(CALL, 'images_root', null, {}))).toEqual([
      'image:2',
      'image:1',
    ]);
    const one = await probe.provider.queryRecentDocuments(CALL, 'images_root', null, { 'android:query-arg-limit': 1 });
    expect(ids(one)).toEqual(['image:2']);
    expect(one.extras).toEqual({ 'android.content.extra.HONORED_ARGS': ['android:query-arg-limit'] });
  });

  test.each([
    [{ 'android:query-arg-display-name': 'B' }, ['image:2']],
    [{ 'android:query-arg-mime-types': ['image/png', 'text/plain'] }, ['image:2']],
    [{ 'android:query-arg-mime-types': ['text/plain'] }, []],
    [{ 'android:query-arg-file-size-over': 5 }, ['image:2']],
    [{ 'android:query-arg-last-modified-after': 100_000 }, ['image:2']],
    [{ 'android:query-arg-mime-types': 7 }, ['image:2', 'image:1']],
  ])('%o', async (queryArgs, found) => {
    using probe = mediaDocumentsProbe(ROWS);
    expect(ids(await probe.provider.querySearchDocuments(CALL, 'images_root', null, queryArgs))).toEqual(found);
  });
});

describe('the bytes', () => {
  test('are MediaStore’s', async () => {
    using probe = mediaDocumentsProbe(ROWS);
    await probe.provider.openDocument(CALL, 'image:1', 'rw');
    await probe.provider.openDocumentThumbnail(CALL, 'images_bucket:10', { width: 1, height: 1 });
    await probe.provider.deleteDocument(CALL, 'document:5');
    expect(probe.asked).toEqual([
      'rw content://media/external/images/media/1',
      'thumbnail content://media/external/images/media/2',
      'delete content://media/external/file/5',
    ]);
  });

  test('metadata has MediaMetadata’s keys', async () => {
    using probe = mediaDocumentsProbe(ROWS);
    expect(await probe.provider.getDocumentMetadata(CALL, 'video:3')).toEqual({
      'android:documentMetadataTypes': ['android.media.metadata.video'],
      'android.media.metadata.video': { 'android.media.metadata.DURATION': 4_000, ImageWidth: 64, ImageLength: 48 },
    });
    await expect(probe.provider.getDocumentMetadata(CALL, 'album:9')).rejects.toThrow(
      'Metadata request for unsupported file type: album',
    );
    await expect(probe.provider.getDocumentMetadata(CALL, 'image:99')).rejects.toThrow(
      "Can't find document id: image:99",
    );
  });

  test('metadata of a JPEG is that of its own bytes', async () => {
    using probe = mediaDocumentsProbe([{ _id: 7, media_type: 1, mime_type: 'image/jpeg', _size: 9 }]);
    expect(await probe.provider.getDocumentMetadata(CALL, 'image:7')).toEqual({
      'android:documentMetadataTypes': ['android:documentExif'],
      'android:documentExif': { ImageWidth: 640, Make: 'A camera' },
    });
    expect(probe.asked).toEqual(['r content://media/external/images/media/7']);
  });
});

test.each(['image:', 'image:1x', 'image: 1', 'image:../1', 'image:1:2', `image:${'9'.repeat(30)}`])(
  'an id whose number is none: %s',
  (id) => {
    expect(() => identOf(id)).toThrow('For input string');
  },
);
