// Rules of the HTTP API as tables: what a path means, what an error is told as, how values travel.
import { describe, expect, test } from 'vitest';
import { THROWABLE_NAMES, Throwable } from '../../../contract/android/errors.ts';
import { fromJson, toJson } from '../../../main/hosts/http/jsonValues.ts';
import { OPERATIONS } from '../../../main/hosts/http/operations.ts';
import { Problem, problemDocument } from '../../../main/hosts/http/problem.ts';
import { routeOf } from '../../../main/hosts/http/routing.ts';

describe('what a path means', () => {
  test.each([
    ['GET', '/apps', 'listApps', {}],
    ['HEAD', '/apps', 'listApps', {}],
    ['POST', '/apps', 'install', {}],
    ['GET', '/apps/com.a', 'getApp', { packageName: 'com.a' }],
    ['POST', '/apps/com.a/content/query', 'query', { packageName: 'com.a' }],
    ['GET', '/apps/com.a/content/query', 'queryByAddress', { packageName: 'com.a' }],
    ['GET', '/dialogs/next', 'waitForDialog', {}],
    ['POST', '/dialogs/7/answer', 'answerDialog', { id: '7' }],
    ['POST', '/device/snapshots/a%2Fb%20c/restore', 'restoreSnapshot', { name: 'a/b c' }],
    ['PUT', '/apps/com.a/permissions/p', 'setPermission', { packageName: 'com.a', permission: 'p' }],
  ])('%s %s is %s', (method, path, id, params) => {
    const route = routeOf(OPERATIONS, method, path);
    expect([route.operation.id, route.params]).toEqual([id, params]);
  });

  test.each([
    ['GET', '', 'not-found', undefined],
    ['GET', '/', 'not-found', undefined],
    ['GET', '/apps/', 'not-found', undefined],
    ['GET', '//apps', 'not-found', undefined],
    ['GET', '/Apps', 'not-found', undefined],
    ['GET', '/apps/com.a/content/query/', 'not-found', undefined],
    ['GET', '/apps%2Fcom.a', 'not-found', undefined],
    ['GET', '/toString', 'not-found', undefined],
    ['GET', '/__proto__', 'not-found', undefined],
    ['GET', '/apps/%', 'unreadable-address', undefined],
    ['GET', '/apps/%ff', 'unreadable-address', undefined],
    ['PATCH', '/apps', 'wrong-method', 'GET, HEAD, POST'],
    ['GET', '/user/back', 'wrong-method', 'POST'],
    ['OPTIONS', '/apps/com.a', 'wrong-method', 'GET, HEAD, DELETE'],
    ['get', '/apps', 'wrong-method', 'GET, HEAD, POST'],
  ])('%s %s is refused: %s', (method, path, kind, allow) => {
    const thrown = thrownBy(() => routeOf(OPERATIONS, method, path));
    expect([thrown.kind, thrown.headers.allow]).toEqual([kind, allow]);
  });
});

describe('what an error is told as', () => {
  test.each([
    ['SecurityException', 403],
    ['RecoverableSecurityException', 403],
    ['IllegalArgumentException', 400],
    ['FileNotFoundException', 404],
    ['ActivityNotFoundException', 404],
    ['IllegalStateException', 409],
    ['UnsupportedOperationException', 501],
    ['DeadObjectException', 503],
    ['SQLiteFullException', 507],
  ] as const)('%s is %i', (name, status) => {
    const { body, ...told } = problemDocument(new Throwable(name, 'Android’s words'), false);
    expect(told).toEqual({ status, headers: {} });
    const words = {
      type: `urn:scopebox:android:${name}`,
      title: name,
      status,
      detail: 'Android’s words',
      androidClass: name,
    };
    expect(body).toEqual(words);
  });

  test('each exception has a number, and a full disk its own', () => {
    for (const name of THROWABLE_NAMES)
      expect(problemDocument(new Throwable(name, ''), false).status).toBeGreaterThanOrEqual(400);
    const full = new Throwable('IOException', 'write failed: ENOSPC (No space left on device)');
    expect(problemDocument(full, false).status).toBe(507);
  });

  test('what an app may ask its user travels along', () => {
    const userAction = { userMessage: 'Allow?', title: 'Allow', actionIntent: 3 };
    const thrown = new Throwable('RecoverableSecurityException', 'no access', { userAction });
    expect(problemDocument(thrown, false).body).toMatchObject({ userAction });
  });

  const cases: readonly (readonly [string, unknown, boolean, number, string])[] = [
    ['a sentence for a tester', new Error('The folder is gone.'), true, 409, 'The folder is gone.'],
    [
      'the same from an app’s call',
      new Error('/home/me is gone.'),
      false,
      500,
      'Something in Scopebox went wrong; its logcat says what.',
    ],
    [
      'a fault of the engine',
      new TypeError('x is not a function'),
      true,
      500,
      'Something in Scopebox went wrong; its logcat says what.',
    ],
    [
      'a fault of the file system',
      Object.assign(new Error('EIO: /home/me'), { code: 'EIO' }),
      true,
      500,
      'Something in Scopebox went wrong; its logcat says what.',
    ],
    ['no error at all', 'thrown', true, 500, 'Something in Scopebox went wrong; its logcat says what.'],
  ];
  test.each(cases)('%s', (_, error, told, status, detail) => {
    expect(problemDocument(error, told)).toMatchObject({ status, body: { status, detail } });
  });
});

describe('how values travel', () => {
  test.each<readonly [string, unknown, unknown]>([
    ['bytes', new Uint8Array([0, 255]), { base64: 'AP8=' }],
    ['no bytes', new Uint8Array(), { base64: '' }],
    ['the largest exact number', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ['one more', 2 ** 53, '9007199254740992'],
    ['Long.MIN_VALUE', -(2 ** 63), '-9223372036854775808'],
    ['Long.MAX_VALUE as a bigint', 9_223_372_036_854_775_807n, '9223372036854775807'],
    ['a small bigint', 7n, 7],
    ['a fraction', 0.5, 0.5],
    ['no number', Number.NaN, 'NaN'],
    ['a real beyond all longs', 1e300, 1e300],
    ['what is inside', [1, { a: new Uint8Array([1]) }], [1, { a: { base64: 'AQ==' } }]],
    ['null', null, null],
  ])('%s', (_, value, told) => {
    expect(toJson(value)).toEqual(told);
  });

  test('bytes come back as bytes, wherever they are', () => {
    const given = {
      values: { a: { base64: 'AP8=' }, b: { base64: 1 }, c: { base64: 'AP8=', d: 1 } },
      list: [{ base64: '' }],
    };
    expect(fromJson(given)).toEqual({
      values: { a: new Uint8Array([0, 255]), b: { base64: 1 }, c: { base64: 'AP8=', d: 1 } },
      list: [new Uint8Array()],
    });
  });

  test.each([
    ['{"a":{"__proto__":{"b":1}}}', 'No field is called __proto__.'],
    ['{"a":{"base64":"!"}}', 'What is called base64 is none.'],
    ['['.repeat(500) + ']'.repeat(500), 'Nothing is nested deeper than 64.'],
  ])('%.30s is refused', (text, sentence) => {
    expect(thrownBy(() => fromJson(JSON.parse(text))).message).toBe(sentence);
  });
});

function thrownBy(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('It was taken.');
}
