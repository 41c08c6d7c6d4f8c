// Mirrors PackageManagerException.

/** Why something is not installed: PackageManager's code, and a reason. The message is what `pm install` puts in brackets. */
export class InstallError extends Error {
  readonly code: string;

  constructor(code: string, reason: string) {
    super(`${code}: ${reason}`);
    this.code = code;
  }
}
