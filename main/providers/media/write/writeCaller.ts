// Mirrors MediaProvider's LocalCallingIdentity, as far as writing asks it.

/** Who inserts or updates. An ordinary app is none of the kinds. */
export type WriteCaller = Readonly<{
  packageName: string;
  targetSdk: number;
  deviceSdk: number;
  /** The provider itself: the scanner, the picker. */
  isSelf: boolean;
  isShell: boolean;
  /** MANAGE_EXTERNAL_STORAGE. */
  isManager: boolean;
  /** BACKUP or UPDATE_DEVICE_STATS: a download manager that works for another app. */
  isDelegator: boolean;
  isSystemGallery: boolean;
  /** Legacy storage together with WRITE_EXTERNAL_STORAGE. */
  isLegacyWrite: boolean;
}>;
