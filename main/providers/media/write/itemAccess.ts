// Mirrors MediaProvider.enforceCallingPermissionInternal: may a caller touch the item its URI names.
import { Throwable } from '../../../../contract/android/errors.ts';
import { VOLUME_EXTERNAL } from '../../../../contract/android/mediaStore.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import { ACTION_MEDIA_REQUEST, type PendingIntents } from '../../../content/pendingIntents.ts';
import { mediaRequestKinds, RECOVERABLE } from '../../../permission/mediaRequest.ts';
import { rowFilter } from '../accessChecker.ts';
import { accessOf, type CallerServices, isSelf, isShell } from '../callerAccess.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';
import type { Match } from '../uriMatcher.ts';
import { type Operation, operationOutcome } from './operationOutcome.ts';
import type { WriteCaller } from './writeCaller.ts';

/** What the provider knows of an item before it writes. Times are seconds since 1970 UTC. */
export type WrittenRow = Readonly<{
  _id: number;
  _data: string;
  _display_name: string | null;
  relative_path: string | null;
  volume_name: string;
  mime_type: string | null;
  media_type: number;
  format: number | null;
  is_pending: number;
  is_trashed: number;
  date_expires: number | null;
  owner_package_name: string | null;
}>;

export const WRITTEN_COLUMNS =
  '_id, _data, _display_name, relative_path, volume_name, mime_type, media_type, format, is_pending, is_trashed, ' +
  'date_expires, owner_package_name';

export type ItemAccessServices = CallerServices &
  Readonly<{ database: MediaDatabase; pendingIntents: PendingIntents; mountedVolumes(): readonly string[] }>;

export class ItemAccess {
  readonly #services: ItemAccessServices;

  constructor(services: ItemAccessServices) {
    this.#services = services;
  }

  /** The row a URI with an id names, whoever asks; null when its collection and volume have none. */
  find({ collection, id, volumeName }: Match): WrittenRow | null {
    if (collection === null || id === null) return null;
    const sql = `SELECT ${WRITTEN_COLUMNS} FROM ${collection} WHERE _id = ?`;
    const row = this.#services.database.get<WrittenRow>(sql, id);
    if (row === null || !this.#services.mountedVolumes().includes(row.volume_name)) return null;
    return volumeName === VOLUME_EXTERNAL || volumeName === row.volume_name ? row : null;
  }

  /** Whether the caller may read, or write, the row with this id: by its permissions, as the owner, or by a grant on the URI. */
  mayAccess(call: BinderCall, match: Match, forWrite: boolean): boolean {
    const { packageName, userId } = call.caller;
    const { uriGrants, database } = this.#services;
    if (isSelf(call)) return true;
    if (forWrite ? uriGrants.mayWrite(packageName, match.uri) : uriGrants.mayRead(packageName, match.uri)) return true;
    const access = accessOf(this.#services, packageName);
    const request = { access, code: match.code, volumeName: match.volumeName, packageNames: [packageName], userId };
    const filter = rowFilter({ ...request, forWrite, latestOnly: false });
    if (filter === 'all') return true;
    const sql = `SELECT 1 AS found FROM ${match.collection} WHERE _id = ? AND (${filter.where})`;
    return database.get(sql, match.id ?? -1, ...filter.args) !== null;
  }

  /**
   * The row, when the caller may do this with it; null when it quietly may not.
   * @throws {Throwable} FileNotFoundException, SecurityException, RecoverableSecurityException with its user action,
   *   IllegalStateException for another app's pending item
   */
  enforce(call: BinderCall, match: Match, operation: Operation, placementTouched = false): WrittenRow | null {
    const row = this.find(match);
    const outcome = operationOutcome({
      operation,
      uri: match.uri,
      code: match.code,
      packageName: call.caller.packageName,
      row,
      canRead: row !== null && this.mayAccess(call, match, false),
      canWrite: row !== null && this.mayAccess(call, match, true),
      placementTouched,
    });
    if (outcome === 'ok') return row;
    if (outcome === 'rows:0') return null;
    if (outcome.name !== 'RecoverableSecurityException' || row === null) throw outcome;
    throw this.#recoverable(call, match, { row, message: outcome.message });
  }

  /** Who calls, as far as writing asks it. */
  writeCaller(call: BinderCall): WriteCaller {
    const { packageName, targetSdk } = call.caller;
    const access = accessOf(this.#services, packageName);
    const [self, shell] = [isSelf(call), isShell(call)];
    return {
      packageName,
      targetSdk,
      deviceSdk: this.#services.device.profile.sdk,
      isSelf: self,
      isShell: shell,
      isManager: access.manager,
      // Differs from Android: no download manager or preinstalled gallery is simulated.
      isDelegator: false,
      isSystemGallery: false,
      isLegacyWrite: access.legacyWrite,
    };
  }

  /** What the app can show its user: agreeing gives it the write access it lacked. */
  #recoverable(
    call: BinderCall,
    { uri }: Match,
    { row, message }: Readonly<{ row: WrittenRow; message: string }>,
  ): Throwable {
    const actionIntent = this.#services.pendingIntents.create({
      creatorPackage: call.caller.packageName,
      request: 'create_write_request',
      intent: {
        action: ACTION_MEDIA_REQUEST,
        extras: {
          verb: 'write',
          kinds: mediaRequestKinds([uri], () => false),
          names: [row._display_name ?? ''],
          uris: [uri],
        },
      },
    });
    const { userMessage, actionTitle: title } = RECOVERABLE;
    return new Throwable('RecoverableSecurityException', message, { userAction: { userMessage, title, actionIntent } });
  }
}
