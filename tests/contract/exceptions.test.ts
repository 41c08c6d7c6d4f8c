import { expect, test } from 'vitest';
import { THROWABLE_NAMES, Throwable, type ThrowableName } from '../../contract/android/errors.ts';
import * as exceptions from '../../contract/android/exceptions.ts';

const CLASSES = { ...exceptions };

test('every exception has its class, which catches it however it was made', () => {
  for (const name of THROWABLE_NAMES) {
    const Class = CLASSES[name];
    expect(new Throwable(name, 'words')).toBeInstanceOf(Class);
    const own = new Class('words', { cause: 1 });
    expect(own).toBeInstanceOf(Throwable);
    expect({ ...own, name: own.name, message: own.message, cause: own.cause }).toMatchObject({
      ...{ name, message: 'words', cause: 1, userAction: null },
    });
  }
});

test.each<[ThrowableName, readonly ThrowableName[]]>([
  ['FileNotFoundException', ['IOException']],
  ['DeadObjectException', ['RemoteException']],
  ['RecoverableSecurityException', ['SecurityException', 'RuntimeException']],
  ['NumberFormatException', ['IllegalArgumentException', 'RuntimeException']],
  ['SQLiteFullException', ['SQLiteException', 'RuntimeException']],
  ['IOException', []],
])('%s is a %j, and nothing else', (name, parents) => {
  const thrown = new Throwable(name, 'words');
  const caughtBy = THROWABLE_NAMES.filter((each) => thrown instanceof CLASSES[each]);
  expect(caughtBy.sort()).toEqual([name, ...parents].sort());
});

test('what is no exception of Android is caught by none', () => {
  for (const value of [new Error('SecurityException'), { name: 'SecurityException' }, null, undefined])
    expect(THROWABLE_NAMES.filter((name) => value instanceof CLASSES[name])).toEqual([]);
});
