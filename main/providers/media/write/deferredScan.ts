// Mirrors MediaProvider.updateInternal: whether the scan after an update is waited for.
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';

const QUERY_ARG_DEFER_SCAN = 'android:query-arg-defer-scan';
const QUERY_ARG_DO_ASYNC_SCAN = 'android:query-arg-do-async-scan';

/** FileColumns._MODIFIER_CR_PENDING_METADATA: out of default queries until the deferred scan. */
export const MODIFIER_CR_PENDING_METADATA = 4;

/**
 * Whether the caller asked not to wait for the scan of its update.
 * @throws {Throwable} IllegalArgumentException for the older argument where only the newer one counts
 */
export function isScanDeferred(extras: Bundle, { deviceSdk, targetSdk }: { deviceSdk: number; targetSdk: number }) {
  const newer = deviceSdk >= VERSION_CODES.S && targetSdk >= VERSION_CODES.S;
  if (!newer) return extras[QUERY_ARG_DO_ASYNC_SCAN] === true;
  if (QUERY_ARG_DO_ASYNC_SCAN in extras) {
    const message = `Unsupported argument ${QUERY_ARG_DO_ASYNC_SCAN} used in extras`;
    throw new Throwable('IllegalArgumentException', message);
  }
  return extras[QUERY_ARG_DEFER_SCAN] === true;
}
