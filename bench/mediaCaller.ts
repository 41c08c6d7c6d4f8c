// An app's query on the provider's own road, from the resolver on: all but the wire to the app.
import type { Bundle, Row } from '../contract/android/cursor.ts';
import { permission } from '../contract/android/manifest.ts';
import { parseUri } from '../contract/android/uri.ts';
import type { BinderCall } from '../main/content/binderCall.ts';
import type { ResultSet } from '../main/content/contentProvider.ts';
import { ContentResolver } from '../main/content/contentResolver.ts';
import { DeviceClock } from '../main/device/clock.ts';
import { Device } from '../main/device/device.ts';
import { QueryLog } from '../main/log/queryLog.ts';
import { PackageManager } from '../main/packages/packageManager.ts';
import { AppOps } from '../main/permission/appOps.ts';
import { PermissionManager } from '../main/permission/permissionManager.ts';
import type { MediaDatabase } from '../main/providers/media/db/mediaDatabase.ts';
import { MediaProvider, type MediaProviderServices } from '../main/providers/media/mediaProvider.ts';
import { newUriGrants } from '../tests/support/uriGrants.ts';
import { APP } from './mediaRows.ts';

export const COLUMNS = ['_id', '_display_name', 'datetaken', 'width', 'height'];
export const IMAGES = 'content://media/external/images/media';
const LEVEL = 34;
const NOT_KEPT = { load: () => null, save: () => {} };

export class MediaCaller {
  readonly #resolver: ContentResolver;
  readonly #call: BinderCall;

  /** @param isLimited whether the app sees selected items, or every image and video */
  constructor(database: MediaDatabase, isLimited = false) {
    const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED } = permission;
    const names = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED];
    const granted = isLimited ? names.slice(2) : names;
    const clock = new DeviceClock();
    const packages = new PackageManager(NOT_KEPT);
    const usesPermissions = names.map((name) => ({ name }));
    const { uid } = packages.install({ packageName: APP, label: 'Gallery', targetSdk: LEVEL, usesPermissions });
    const permissions = new PermissionManager({
      ...NOT_KEPT,
      sdk: () => LEVEL,
      manifest: (packageName) => packages.find(packageName)?.manifest ?? null,
    });
    permissions.apply(APP, Object.fromEntries(granted.map((name) => [name, { granted: true, flags: new Set() }])));
    const uriGrants = newUriGrants();
    const services: Partial<MediaProviderServices> = {
      ...{ database, packages, permissions, uriGrants },
      device: new Device({ ...NOT_KEPT, clock, sdk: LEVEL }),
      appOps: new AppOps(NOT_KEPT),
      queryLog: new QueryLog(clock),
      mountedVolumes: () => ['external_primary'],
    };
    this.#resolver = new ContentResolver({
      hasPermission: () => true,
      mayReadUri: (packageName, uri) => uriGrants.mayRead(packageName, uri),
      mayWriteUri: (packageName, uri) => uriGrants.mayWrite(packageName, uri),
      hasGrantOf: () => false,
    });
    // What queries do not use is not there.
    this.#resolver.publish(new MediaProvider(services as MediaProviderServices));
    const caller = { uid, pid: 1, packageName: APP, userId: 0, targetSdk: LEVEL };
    this.#call = { caller, signal: new AbortController().signal };
  }

  async query(queryArgs: Bundle): Promise<ResultSet> {
    const result = await this.#resolver.query(this.#call, parseUri(IMAGES), COLUMNS, queryArgs);
    if (result === null) throw new Error('The provider answered null.');
    return result;
  }

  async rows(queryArgs: Bundle): Promise<readonly Row[]> {
    const result = await this.query(queryArgs);
    return result.window(0, result.count);
  }
}
