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
          if (isCanceled(args[0])) throw new Throwable('OperationCanceledException', 'The operation was cancelled.');
          onBug(String(name), error);
          throw new Throwable('RuntimeException', error instanceof Error ? error.message : String(error), {
            cause: error,
          });
        }
      };
    },
  });
}

/** Whether nobody waits for a call's answer: that it was broken off is no bug then. */
function isCanceled(call: unknown): boolean {
  const signal = typeof call === 'object' && call !== null && 'signal' in call ? call.signal : null;
  return signal instanceof AbortSignal && signal.aborted;
}
