// A CancellationSignal for a call of the device.
import { throwIfCanceled } from './deviceAddress.ts';

/**
 * The RPC client takes a last argument that is a signal for itself. One that is cancelled already cancels before the call.
 * @throws {Throwable} OperationCanceledException
 */
export function cancellable<Args extends readonly unknown[], Result>(
  method: (...args: Args) => Promise<Result>,
  signal: AbortSignal | undefined,
): (...args: Args) => Promise<Result> {
  if (signal === undefined) return method;
  const withSignal = method as (...args: readonly unknown[]) => Promise<Result>;
  return async (...args) => {
    throwIfCanceled(signal);
    return withSignal(...args, signal);
  };
}
