// What an app may do with URI permissions and with its activity: one part of its conversation.
import { PERMISSION_DENIED, PERMISSION_GRANTED } from '../../contract/android/manifest.ts';
import type { AppApi } from '../../contract/rpc/appApi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { System } from '../system.ts';

type GrantMethods =
  | 'finish'
  | 'setResult'
  | 'takePersistableUriPermission'
  | 'releasePersistableUriPermission'
  | 'getPersistedUriPermissions'
  | 'getOutgoingPersistedUriPermissions'
  | 'checkUriPermission'
  | 'grantUriPermission'
  | 'revokeUriPermission';

/** @param call who calls, at this moment */
export function appGrants(system: System, call: () => BinderCall): Pick<AppApi, GrantMethods> {
  const { uriGrants, appActivities } = system;
  const caller = () => call().caller;
  return {
    finish: async () => system.apps.finishActivity(caller().packageName),
    setResult: async (id, resultCode, data) => appActivities.setResult(caller().packageName, id, { resultCode, data }),
    takePersistableUriPermission: async (uri, modeFlags) => uriGrants.take(caller(), uri, modeFlags),
    releasePersistableUriPermission: async (uri, modeFlags) => uriGrants.release(caller(), uri, modeFlags),
    getPersistedUriPermissions: async () => uriGrants.persisted(caller().packageName),
    getOutgoingPersistedUriPermissions: async () => uriGrants.outgoing(caller().packageName),
    checkUriPermission: async (packageName, uri, modeFlags) =>
      uriGrants.check(packageName ?? caller().packageName, uri, modeFlags) ? PERMISSION_GRANTED : PERMISSION_DENIED,
    grantUriPermission: async (to, uri, modeFlags) => uriGrants.grantUriPermission(caller(), { to, uri, modeFlags }),
    revokeUriPermission: async (toPackage, uri, modeFlags) => uriGrants.revoke(caller(), uri, modeFlags, toPackage),
  };
}
