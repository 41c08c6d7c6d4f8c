import { describe, expect, test } from 'vitest';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import { Screen } from '../../main/activity/screen.ts';
import { DeviceClock } from '../../main/device/clock.ts';
import { Journal } from '../../main/log/journal.ts';

const ask = (packageName: string): Dialogs['grantPermissions']['ask'] => ({
  packageName,
  appLabel: packageName,
  group: 'g',
  title: 't',
  buttons: [
    { id: 'ALLOW', label: 'Allow' },
    { id: 'DENY', label: 'Deny' },
  ],
  position: 1,
  total: 1,
});

const newScreen = () => new Screen(new Journal(new DeviceClock()));

describe('the dialogs that are up', () => {
  test('the first answer counts, a second one is told that it came late', async () => {
    const screen = newScreen();
    const answer = screen.show('grantPermissions', ask('a'));
    const [dialog] = screen.dialogs();
    expect(screen.answer(dialog?.id ?? 0, { button: 'ALLOW' })).toBe(true);
    expect(screen.answer(dialog?.id ?? 0, { button: 'DENY' })).toBe(false);
    expect(await answer).toEqual({ button: 'ALLOW' });
    expect(screen.dialogs()).toEqual([]);
  });

  test('the oldest is on top', () => {
    const screen = newScreen();
    void screen.show('grantPermissions', ask('a'));
    void screen.show('grantPermissions', ask('b'));
    expect(screen.dialogs().map(({ ask: { packageName } }) => packageName)).toEqual(['a', 'b']);
  });

  test('those of a dead app go with it, as if the user had gone back', async () => {
    const screen = newScreen();
    const gone = screen.show('grantPermissions', ask('a'));
    void screen.show('grantPermissions', ask('b'));
    screen.dismiss('a');
    expect(await gone).toBeNull();
    expect(screen.dialogs()).toHaveLength(1);
  });

  test.each([{ button: 'ALLOW_ALL' }, { uris: [] }, { allowed: true }] as const)(
    'an answer it does not have leaves it up: %o',
    (answer) => {
      const screen = newScreen();
      void screen.show('grantPermissions', ask('a'));
      expect(() => screen.answer(1, answer)).toThrow('The grantPermissions dialog has no answer');
      expect(screen.dialogs()).toHaveLength(1);
    },
  );

  test('only items of the device can be picked', () => {
    const screen = newScreen();
    const picker: Dialogs['photoPicker']['ask'] = {
      ...{ packageName: 'a', appLabel: 'a', action: 'a', sdk: 36, skin: 'U-managed' },
      ...{ mimeTypes: [], maxItems: 1, preGranted: [], preSelected: [], cloudProvider: null, hasCloudProviders: false },
      profiles: [{ userId: 0, kind: 'personal', state: 'ready' }],
      ...{ isOrdered: false, launchTab: 'photos', accentColor: null, isLocalOnly: false },
    };
    void screen.show('photoPicker', picker);
    for (const uri of ['file:///etc/passwd', 'content://media/external/images/media/1', `${pickerUri(1)}?x=1`]) {
      expect(() => screen.answer(1, { uris: [uri as Uri] })).toThrow('has no answer');
    }
    expect(screen.answer(1, { uris: [pickerUri(1)] })).toBe(true);
  });

  test('an answer to a dialog that never was is nobody’s', () => {
    expect(newScreen().answer(99, null)).toBe(false);
  });
});
