// What stands between a provider's code and the device: whatever it throws, its client gets an exception of Android's.
import { Throwable } from '../../../contract/android/errors.ts';
import type { DeviceDocumentsProvider } from './deviceDocumentsProvider.ts';

/** @param onBug told of what is no exception of Android's; the client gets a RuntimeException for it */
export function guardedProvider(
  provider: DeviceDocumentsProvider,
  onBug: (method: string, error: unknown) => void,
): DeviceDocumentsProvider {
  return new Proxy(provider, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          if (error instanceof Throwable) throw error;
          onBug(String(name), error);
          throw new Throwable('RuntimeException', error instanceof Error ? error.message : String(error), {
            cause: error,
          });
        }
      };
    },
  });
}
