// What stands in for `react-native` in a test: its Android half, over a device. A bundler's alias puts it in the place.
import { type Context, MediaStore, PERMISSION_GRANTED, permission } from 'scopebox';
import type { Photo } from './cameraRoll.ts';

type Result = 'granted' | 'denied' | 'never_ask_again';

let context: Context | null = null;
let version = 0;
const listeners = new Map<string, Set<() => void>>();

/** Gives the modules an app; the test does this before each of its own. */
export async function attach(app: Context): Promise<void> {
  context = app;
  version = await app.getSdkInt();
  const emit = () => {
    for (const listener of listeners.get('photosChanged') ?? []) listener();
  };
  await app.contentResolver.registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, emit);
}

function app(): Context {
  if (context === null) throw new Error('attach() was not called.');
  return context;
}

export const Platform = {
  OS: 'android',
  get Version() {
    return version;
  },
};

export const DeviceEventEmitter = {
  addListener(event: string, listener: () => void) {
    const all = listeners.get(event) ?? new Set();
    listeners.set(event, all.add(listener));
    return { remove: () => all.delete(listener) };
  },
};

export const PermissionsAndroid = {
  PERMISSIONS: permission,
  /** As PermissionsModule does: a permission that is denied without a rationale to show will not be asked for again. */
  async requestMultiple(names: readonly string[]): Promise<Record<string, Result>> {
    const { permissions, grantResults } = await app().requestPermissions(names, 1);
    const results: Record<string, Result> = {};
    for (const [index, name] of permissions.entries()) {
      const mayAsk = () => app().shouldShowRequestPermissionRationale(name);
      const isGranted = grantResults[index] === PERMISSION_GRANTED;
      results[name] = isGranted ? 'granted' : (await mayAsk()) ? 'denied' : 'never_ask_again';
    }
    return results;
  },
  async request(name: string): Promise<Result> {
    return (await PermissionsAndroid.requestMultiple([name]))[name] ?? 'denied';
  },
};

/** In place of RNCameraRollModule.kt. */
const RNCameraRoll = {
  async getPhotos({ first }: Readonly<{ first: number }>): Promise<readonly Photo[]> {
    const { MediaColumns, Images } = MediaStore;
    const columns = [
      MediaColumns._ID,
      MediaColumns.DISPLAY_NAME,
      MediaColumns.WIDTH,
      MediaColumns.HEIGHT,
      MediaColumns.DATE_TAKEN,
    ];
    const queryArgs = {
      'android:query-arg-sort-columns': [MediaColumns.DATE_TAKEN],
      'android:query-arg-sort-direction': 1,
      'android:query-arg-limit': first,
    };
    await using cursor = await app().contentResolver.query(Images.Media.EXTERNAL_CONTENT_URI, columns, queryArgs);
    const photos: Photo[] = [];
    while (cursor !== null && (await cursor.moveToNext())) {
      photos.push({
        uri: `${Images.Media.EXTERNAL_CONTENT_URI}/${cursor.getLong(0)}`,
        filename: cursor.getString(1) ?? '',
        ...{ width: cursor.getInt(2), height: cursor.getInt(3), timestamp: cursor.getLong(4) / 1_000 },
      });
    }
    return photos;
  },
};

export const NativeModules = { RNCameraRoll };
