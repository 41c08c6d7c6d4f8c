// The page behind an AuthenticationRequiredException: a user signs in to a documents provider.
import { type Intent, RESULT_CANCELED, RESULT_OK } from '../../contract/android/intent.ts';
import type { SystemUi } from '../../contract/rpc/systemUi.ts';
import type { Logcat } from '../log/logcat.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import { stringExtra } from './intentExtras.ts';
import type { Result } from './resultGrants.ts';

export type SignInServices = Readonly<{
  packages: PackageManager;
  logcat: Logcat;
  ui: SystemUi;
  /** Whose provider an authority is; null for nobody's. */
  packageOf(authority: string): string | null;
  /** Hands the account to the provider. */
  signIn(authority: string, account: string): Promise<void>;
}>;

/** @param intent what signInIntent made */
export async function signIn(services: SignInServices, intent: Intent): Promise<Result> {
  const canceled = { resultCode: RESULT_CANCELED, data: null } as const;
  const authority = stringExtra(intent, 'authority') ?? '';
  const packageName = services.packageOf(authority);
  if (packageName === null) return canceled;
  const appLabel = services.packages.find(packageName)?.manifest.label ?? packageName;
  const account = stringExtra(intent, 'account') ?? '';
  const answer = await services.ui.show('signIn', { packageName, appLabel, authority, account });
  if (answer === null) return canceled;
  try {
    await services.signIn(authority, answer.account);
    return { resultCode: RESULT_OK, data: null };
  } catch (error) {
    services.logcat.log('W', 'ActivityManager', `${authority} did not sign ${answer.account} in: ${error}`);
    return canceled;
  }
}
