// Mirrors what SettingsCloudMediaViewModel asks MediaProvider: the apps with cloud media, and the one that is chosen.
import type { CloudMediaProviderInfo } from '../../contract/rpc/systemUi.ts';

export type CloudMediaApps = Readonly<{
  /** Those that may be chosen. */
  available(): readonly CloudMediaProviderInfo[];
  active(): CloudMediaProviderInfo | null;
  /** @param authority null for none. @throws {Throwable} IllegalArgumentException for one that is not available */
  setActive(authority: string | null): void;
  /** Called after another one was chosen, or one became another. */
  onChange(listener: () => void): Disposable;
}>;
