// The desktop host this page is in, if it is in one.
import type { DesktopHost } from '../contract/rpc/desktopHost.ts';
import type {} from './port.ts';

/** Null in a browser: there, a page learns no paths, and opens no window of the system's. */
export function desktopHost(): DesktopHost<File> | null {
  // What the preload sets; port.ts looks at its kind only.
  return window.host?.kind === 'electron' ? (window.host as DesktopHost<File>) : null;
}
