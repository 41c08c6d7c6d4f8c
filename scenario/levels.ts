// API levels as a scenario writes them.
import { isSdkInt, SDK_INTS, type SdkInt } from '../contract/android/build.ts';

/** 34, "29..36", or a list of both, as levels in order. @throws {Error} in one sentence for one that no device has */
export function levels(written: unknown): readonly SdkInt[] {
  const wanted = [written].flat().flatMap((each) => {
    const [from = '', to = from] = String(each).split('..');
    return Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, index) => Number(from) + index);
  });
  const wrong = wanted.find((each) => !isSdkInt(each));
  if (wrong !== undefined || wanted.length === 0)
    throw new Error(`No device has API level ${wrong ?? String(written)}: it is one of ${SDK_INTS.join(', ')}.`);
  return wanted.filter(isSdkInt);
}

/** What is wrong with levels as they are written, in a sentence; null when nothing is. */
export function wrongLevels(written: unknown): string | null {
  try {
    levels(written);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
