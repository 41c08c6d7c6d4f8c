// The desktop host this page is in, if it is in one.
import type { DesktopHost } from '../contract/rpc/desktopHost.ts';

declare global {
  interface Window {
    /** Set by the preload of the desktop host. */
    readonly host?: DesktopHost<File>;
  }
}

/** Null in a browser: there, a page learns no paths, and opens no window of the system's. */
export function desktopHost(): DesktopHost<File> | null {
  return window.host?.kind === 'electron' ? window.host : null;
}
