// A check of a documents provider, and what comes of it.
import type { Kit } from './kit.ts';

/** Told of a fault, in a sentence that says what breaks for users. */
export type Fail = (sentence: string) => void;

export type Check = Readonly<{
  name: string;
  /** @returns why there is nothing to check, where that is so */
  run(kit: Kit, fail: Fail): Promise<string | undefined>;
}>;

export type CheckResult = Readonly<{
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What breaks for users, or why it was skipped. */
  sentences: readonly string[];
}>;

/** Most faults of one check that are told. */
const MAX_SENTENCES = 5;

export async function runCheck(check: Check, kit: Kit): Promise<CheckResult> {
  const faults = new Set<string>();
  let skipped: string | undefined;
  try {
    skipped = await check.run(kit, (sentence) => faults.add(sentence));
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    faults.add(`A call that a client makes every day failed with ${what}`);
  }
  if (faults.size > 0) return { name: check.name, outcome: 'failed', sentences: [...faults].slice(0, MAX_SENTENCES) };
  if (skipped !== undefined) return { name: check.name, outcome: 'skipped', sentences: [skipped] };
  return { name: check.name, outcome: 'passed', sentences: [] };
}
