// Mirrors adbd's auth.cpp: which keys are let in, and who is asked about the others.
import { constants, createHash, createPublicKey, type KeyObject, publicDecrypt, randomBytes } from 'node:crypto';

/** DER of a SHA-1 digest's algorithm: what a signature has in front of the token. */
const DIGEST_INFO = Buffer.from('3021300906052b0e03021a05000414', 'hex');

/** ANDROID_PUBKEY: RSA of 2048 bits as a struct. */
const STRUCT = 524;
const MODULUS = 256;

export type AdbKey = Readonly<{
  /** As the public key file has it: base64, a space, user@host. */
  line: string;
  /** Of the decoded struct, as the dialog shows it: upper case MD5 with colons. */
  fingerprint: string;
  key: KeyObject;
}>;

/** What a line of adbkey.pub says; null when it is no such line. */
export function readAdbKey(line: string): AdbKey | null {
  const [base64 = ''] = line.trim().split(' ', 1);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== STRUCT || bytes.readUInt32LE(0) !== MODULUS / 4) return null;
  const n = Buffer.from(bytes.subarray(8, 8 + MODULUS)).reverse();
  const e = Buffer.alloc(4);
  e.writeUInt32BE(bytes.readUInt32LE(STRUCT - 4));
  const [nText, eText] = [n.toString('base64url'), e.subarray(e.findIndex((byte) => byte !== 0)).toString('base64url')];
  try {
    const key = createPublicKey({ key: { kty: 'RSA', n: nText, e: eText }, format: 'jwk' });
    return { line: line.trim(), fingerprint: fingerprintOf(bytes), key };
  } catch {
    return null;
  }
}

function fingerprintOf(bytes: Buffer): string {
  const digest = createHash('md5').update(bytes).digest('hex').toUpperCase();
  return digest.match(/../g)?.join(':') ?? '';
}

/** Whether a token was signed with a key: PKCS#1 v1.5, the token standing in for a SHA-1 digest. */
export function isSignedBy({ key }: AdbKey, token: Uint8Array, signature: Uint8Array): boolean {
  try {
    const signed = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return signed.equals(Buffer.concat([DIGEST_INFO, token]));
  } catch {
    return false;
  }
}

export type AdbAuthOptions = Readonly<{
  /** Lines of the keys that are let in without a question, at this moment. */
  knownKeys(): readonly string[];
  /**
   * Asks the user about a key.
   * @param signal aborted when the one who waits for the answer is gone
   * @returns whether it is let in
   */
  ask(key: AdbKey, signal: AbortSignal): Promise<boolean>;
}>;

export class AdbAuth {
  readonly #options: AdbAuthOptions;

  constructor(options: AdbAuthOptions) {
    this.#options = options;
  }

  newToken(): Buffer {
    return randomBytes(20);
  }

  /** Whether one of the known keys has signed the token. */
  verifies(token: Uint8Array, signature: Uint8Array): boolean {
    const keys = this.#options.knownKeys().flatMap((line) => readAdbKey(line) ?? []);
    return keys.some((key) => isSignedBy(key, token, signature));
  }

  /** @param line what the other side says its public key is */
  async ask(line: string, signal: AbortSignal): Promise<boolean> {
    const key = readAdbKey(line);
    return key !== null && this.#options.ask(key, signal);
  }
}
