/**
 * Hands every value of a stream of the device to `onValue` until the answer is called.
 * A stream ends when the connection does; `onEnd` hears of it, and nothing else has to.
 */
export function follow<T>(
  open: () => Promise<AsyncIterable<T>>,
  onValue: (value: T) => void,
  onEnd: () => void = () => {},
): () => void {
  let isStopped = false;
  let iterator: AsyncIterator<T> | undefined;
  const run = async () => {
    iterator = (await open())[Symbol.asyncIterator]();
    for (let next = await iterator.next(); !next.done && !isStopped; next = await iterator.next()) onValue(next.value);
  };
  const ended = () => {
    if (!isStopped) onEnd();
  };
  run().then(ended, ended);
  return () => {
    isStopped = true;
    iterator?.return?.()?.catch(() => {});
  };
}
