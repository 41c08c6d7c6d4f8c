// What the scenarios of cloud media share: a device whose provider is chosen, and the picker's questions.
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { parseUri } from '../../../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../../../main/packages/packageManager.ts';
import { CLOUD_MEDIA_AUTHORITY } from '../../../../main/providers/media/cloud/cloudMediaProvider.ts';
import { rowsOf, type TestSystem, type TestSystemOptions, testSystem, until } from '../../../testSystem.ts';

/** A device with cloud media: the mock is chosen, and what it has is read. */
export async function cloudDevice(options: TestSystemOptions = {}): Promise<TestSystem> {
  const device = await testSystem(options);
  device.system.cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
  await synced(device);
  return device;
}

/** Resolves when no sync is under way. */
export async function synced({ system: { cloudMedia } }: TestSystem): Promise<void> {
  await until(
    (changed) => cloudMedia.onChange(changed),
    () => !cloudMedia.state().sync.isRunning,
  );
}

/** Lets the picker hear of what the provider has told, and read it. */
export async function noticed(device: TestSystem): Promise<void> {
  // The provider's own call is on its way.
  await new Promise((resolve) => setImmediate(resolve));
  device.system.advanceClock(1_500);
  await synced(device);
}

/** A question of the photo picker's below content://media/picker_internal. */
export async function ask(device: TestSystem, path: string, args: Bundle = {}) {
  const picker = device.connect(SYSTEM_PACKAGES.photoPicker);
  const cursor = await picker.contentResolver.query(parseUri(`content://media/picker_internal/${path}`), null, args);
  const answer = { rows: await rowsOf(cursor), extras: cursor?.getExtras() ?? {} };
  picker.close();
  return answer;
}
