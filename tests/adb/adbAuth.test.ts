import { constants, generateKeyPairSync, type KeyObject, privateEncrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { AdbAuth, type AdbKey, readAdbKey } from '../../main/adb/adbAuth.ts';
import { AdbHost, settled } from './adbHost.ts';

const OWN = newKey('me@here');
const OTHER = newKey('you@there');

/** RSA as the host has it: the private half, and the line of its adbkey.pub. */
function newKey(name: string): Readonly<{ privateKey: KeyObject; line: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const struct = Buffer.alloc(524);
  struct.writeUInt32LE(64, 0);
  Buffer.from(n, 'base64url').reverse().copy(struct, 8);
  Buffer.from(e, 'base64url').reverse().copy(struct, 520);
  return { privateKey, line: `${struct.toString('base64')} ${name}` };
}

function signed(key: KeyObject, token: Uint8Array): Buffer {
  const info = Buffer.concat([Buffer.from('3021300906052b0e03021a05000414', 'hex'), token]);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info);
}

/** A connection where only OWN is known, and whoever else is asked about. */
function hostWhere(ask: (key: AdbKey, signal: AbortSignal) => Promise<boolean>): AdbHost {
  const auth = new AdbAuth({ knownKeys: () => ['nonsense', OWN.line, ''], ask });
  return new AdbHost({ auth, serviceOf: () => null });
}

const never = () => new Promise<boolean>(() => {});

async function token(host: AdbHost): Promise<Uint8Array> {
  const { arg0, payload } = await host.nextPacket();
  expect([arg0, payload.length]).toEqual([1, 20]);
  return Buffer.from(payload);
}

test('the key of who runs the device is let in without a question', async () => {
  const host = hostWhere(never);
  host.connect();
  host.send('AUTH', 2, 0, signed(OWN.privateKey, await token(host)));
  expect((await host.next())[0]).toBe('CNXN');
});

test('every signature is of its own token', async () => {
  const host = hostWhere(never);
  host.connect();
  const first = await token(host);
  host.send('AUTH', 2, 0, signed(OTHER.privateKey, first));
  const second = await token(host);
  expect(second).not.toEqual(first);
  host.send('AUTH', 2, 0, signed(OWN.privateKey, first));
  const third = await token(host);
  host.send('AUTH', 2, 0, Buffer.alloc(0));
  await token(host);
  expect(third).not.toEqual(second);
});

test.each([true, false])('another key is asked about, and the answer is %s', async (isAllowed) => {
  const asked: AdbKey[] = [];
  const host = hostWhere(async (key) => {
    asked.push(key);
    return isAllowed;
  });
  host.connect();
  await token(host);
  host.send('OPEN', 1, 0, 'shell:ls\0');
  host.send('AUTH', 3, 0, `${OTHER.line}\0`);
  await settled();
  expect(asked.map(({ line }) => line)).toEqual([OTHER.line]);
  expect(asked[0]?.fingerprint).toMatch(/^([0-9A-F]{2}:){15}[0-9A-F]{2}$/);
  expect(host.waiting).toBe(isAllowed ? 1 : 0);
});

test('the question ends with the connection, and a late answer lets nobody in', async () => {
  const signals: AbortSignal[] = [];
  let answer = (_: boolean) => {};
  const host = hostWhere((_, signal) => {
    signals.push(signal);
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  host.connect();
  await token(host);
  host.send('AUTH', 3, 0, OTHER.line);
  host.connection.close();
  expect(signals[0]?.aborted).toBe(true);
  answer(true);
  await settled();
  expect(host.waiting).toBe(0);
});

test.each([
  '',
  'AAAA me@here',
  `${Buffer.alloc(524).toString('base64')} me@here`,
  OWN.line.slice(4),
  'x'.repeat(1_000),
])('what is no key is not asked about: %#', async (line) => {
  let asked = 0;
  const host = hostWhere(async () => {
    asked++;
    return true;
  });
  host.connect();
  await token(host);
  host.send('AUTH', 3, 0, line);
  await settled();
  expect([asked, host.waiting, readAdbKey(line)]).toEqual([0, 0, null]);
});

test('nothing but AUTH is listened to before', async () => {
  const host = hostWhere(never);
  host.connect();
  await token(host);
  host.send('OPEN', 1, 0, 'shell:ls\0');
  host.send('AUTH', 1, 0, 'x'.repeat(20));
  host.send('AUTH', 9, 0, 'x');
  await settled();
  expect(host.waiting).toBe(0);
});
