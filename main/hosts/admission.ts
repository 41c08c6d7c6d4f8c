// Who may speak to the loopback host: pure, over what a request says of itself.
import { createHash, timingSafeEqual } from 'node:crypto';
import { TESTER, type Visitor } from './site.ts';

/** Everything a request can identify itself with. */
export type Credentials = Readonly<{
  host: string | undefined;
  origin: string | undefined;
  cookie: string | undefined;
  authorization: string | undefined;
  /** The token of the address. */
  token: string | null;
}>;

export type Door = Readonly<{
  /** The host's own address, such as 127.0.0.1:40123. */
  host: string;
  cookieName: string;
  /** The token of this start. */
  deviceToken: string;
  /** Whose token it is, when it is an app's. */
  packageOf(token: string): string | null;
}>;

export type Admission = Readonly<{ visitor: Visitor }> | Readonly<{ refused: string }>;

/**
 * Refuses a foreign Host (a name that was rebound to this machine), a foreign Origin (another page in the same
 * browser) and everybody without a token. A browser that was let in carries a cookie, a client its token.
 */
export function admit(credentials: Credentials, door: Door): Admission {
  if (credentials.host !== door.host) return { refused: 'This address is not the device’s.' };
  const { origin } = credentials;
  if (origin !== undefined && origin !== `http://${door.host}`)
    return { refused: 'Another page has no business here.' };
  const tokens = [
    credentials.token,
    bearer(credentials.authorization),
    cookieValue(credentials.cookie, door.cookieName),
  ];
  for (const token of tokens) {
    if (token === null) continue;
    if (sameSecret(token, door.deviceToken)) return { visitor: TESTER };
    const packageName = door.packageOf(token);
    if (packageName !== null) return { visitor: { packageName } };
  }
  return { refused: 'No valid token: open the address that the start printed.' };
}

/** Compares in constant time, whatever the lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function bearer(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? null;
}

function cookieValue(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=');
    if (key === name && value !== undefined) return value;
  }
  return null;
}
