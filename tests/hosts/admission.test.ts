import { describe, expect, test } from 'vitest';
import { admit, type Credentials, type Door, sameSecret } from '../../main/hosts/admission.ts';
import { Tokens } from '../../main/hosts/tokens.ts';

const door: Door = {
  host: '127.0.0.1:4000',
  cookieName: 'scopebox-4000',
  deviceToken: 'device',
  packageOf: (token) => (token === 'apps' ? 'com.app' : null),
};

const nobody: Credentials = {
  host: '127.0.0.1:4000',
  origin: undefined,
  cookie: undefined,
  authorization: undefined,
  token: null,
};

const refused = { refused: expect.any(String) };
const tester = { visitor: { packageName: null } };

const table: readonly (readonly [string, Partial<Credentials>, unknown])[] = [
  ['without a token nobody', {}, refused],
  ['a wrong token', { token: 'guess' }, refused],
  ['an empty token', { token: '' }, refused],
  ['the device’s token in the address', { token: 'device' }, tester],
  ['the device’s token as a bearer', { authorization: 'Bearer device' }, tester],
  ['another authorization scheme', { authorization: 'Basic device' }, refused],
  ['the cookie of this port', { cookie: 'a=b; scopebox-4000=device' }, tester],
  ['the cookie of another port', { cookie: 'scopebox-4001=device' }, refused],
  ['an app’s own token', { token: 'apps' }, { visitor: { packageName: 'com.app' } }],
  ['our own page', { origin: 'http://127.0.0.1:4000', cookie: 'scopebox-4000=device' }, tester],
  ['another page with our cookie', { origin: 'http://evil.example', cookie: 'scopebox-4000=device' }, refused],
  ['a page without an origin of its own', { origin: 'null', cookie: 'scopebox-4000=device' }, refused],
  ['our page over another scheme', { origin: 'https://127.0.0.1:4000', token: 'device' }, refused],
  ['a name that was rebound to this machine', { host: 'evil.example:4000', token: 'device' }, refused],
  ['no Host at all', { host: undefined, token: 'device' }, refused],
  ['localhost instead of the number', { host: 'localhost:4000', token: 'device' }, refused],
];

describe('who may speak to the loopback host', () => {
  test.each(table)('%s', (_, credentials, expected) => {
    expect(admit({ ...nobody, ...credentials }, door)).toEqual(expected);
  });

  test('secrets of different lengths are different, not an error', () => {
    expect(sameSecret('a', 'ab')).toBe(false);
    expect(sameSecret('ab', 'ab')).toBe(true);
  });
});

describe('the secrets of one start', () => {
  test('a ticket works once', () => {
    const tokens = new Tokens();
    const ticket = tokens.ticket();
    expect([tokens.redeem(ticket), tokens.redeem(ticket), tokens.redeem('guess')]).toEqual([true, false, false]);
  });

  test('each package has a token of its own', () => {
    const tokens = new Tokens();
    expect(tokens.of('com.a')).toBe(tokens.of('com.a'));
    expect(tokens.packageOf(tokens.of('com.a'))).toBe('com.a');
    expect(new Set([tokens.device, tokens.of('com.a'), tokens.of('com.b')]).size).toBe(3);
    expect(tokens.packageOf(tokens.device)).toBeNull();
  });
});
