/**
 * Runs `action` at once, then at most every `milliseconds` however often it is called; the last call is never lost.
 * For announcements that come by the thousand while a library is scanned.
 */
export function throttled(action: () => void, milliseconds: number): () => void {
  let isResting = false;
  let isWanted = false;
  const run = () => {
    isResting = true;
    isWanted = false;
    action();
    setTimeout(() => {
      isResting = false;
      if (isWanted) run();
    }, milliseconds);
  };
  return () => {
    isWanted = true;
    if (!isResting) run();
  };
}
