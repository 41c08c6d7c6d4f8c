// Mirrors MediaProvider.enforceCallingPermissionInternal, openFileAndEnforcePathPermissionsHelper and requireOwnershipForItem.
import { Throwable } from '../../../../contract/android/errors.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import { writeDenied } from '../../../permission/mediaRequest.ts';
import { extractDisplayName, PATTERN_EXPIRES_FILE } from '../scan/fileUtils.ts';
import { URI_CODE, type UriCode } from '../uriMatcher.ts';

/** What an app wants to do with one item; openFile is a read for mode `r` and a write for any other. */
export type Operation = 'openFile:r' | 'openFile:w' | 'update' | 'delete';

export type OperationRequest = Readonly<{
  operation: Operation;
  uri: Uri;
  code: UriCode;
  packageName: string;
  /** The row of this id in the collection of the URI, whoever may see it; null when there is none. */
  row: Readonly<{ _data: string | null; owner_package_name: string | null; is_pending: number }> | null;
  /** By its permissions, as the owner, or by a grant of read on exactly this URI. Without a row: by that grant, or as a manager. */
  canRead: boolean;
  /** The same for write. */
  canWrite: boolean;
  /** Whether an update names columns that change the place of the item. */
  placementTouched: boolean;
}>;

/** 'ok' goes ahead; 'rows:0' is an update or delete that quietly touches nothing; anything else is thrown. */
export type Outcome = 'ok' | 'rows:0' | Throwable;

/** What an app may do with one item it names by its id. Collections are not asked here: their rows are filtered. */
export function operationOutcome(request: OperationRequest): Outcome {
  return request.operation === 'openFile:r' || request.operation === 'openFile:w'
    ? openOutcome(request)
    : changeOutcome(request);
}

function openOutcome(request: OperationRequest): Outcome {
  const { operation, row, uri, packageName } = request;
  if (row === null) return new Throwable('FileNotFoundException', `No item at ${uri}`);
  if (!(operation === 'openFile:w' ? request.canWrite : request.canRead)) return denied(request);
  const owner = row.owner_package_name;
  if (row.is_pending !== 1 || owner === null || owner === packageName || !hasExpiresName(row._data)) return 'ok';
  return new Throwable('IllegalStateException', `Only owner is able to interact with pending/trashed item ${uri}`);
}

/** A pending file without the prefix is being written through a raw path. */
function hasExpiresName(path: string | null): boolean {
  return path !== null && PATTERN_EXPIRES_FILE.test(extractDisplayName(path));
}

function changeOutcome(request: OperationRequest): Outcome {
  if (request.canWrite) return request.row === null ? 'rows:0' : 'ok';
  const isMove = request.operation === 'update' && request.placementTouched;
  return TYPED_ITEMS.has(request.code) || isMove ? denied(request) : 'rows:0';
}

/** Only for items of a typed collection the user can be asked. */
function denied({ operation, row, uri, code, packageName, canRead }: OperationRequest): Throwable {
  const mayAsk = operation !== 'openFile:r' && row !== null && canRead && TYPED_ITEMS.has(code);
  return writeDenied(packageName, uri, mayAsk);
}

const TYPED_ITEMS: ReadonlySet<UriCode> = new Set<UriCode>([
  URI_CODE.IMAGES_MEDIA_ID,
  URI_CODE.VIDEO_MEDIA_ID,
  URI_CODE.AUDIO_MEDIA_ID,
]);
