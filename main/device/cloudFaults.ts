// What goes wrong in the cloud, and when: the same seed and the same calls give the same faults.
import type { CloudFault, CloudOperation, FaultPoint } from '../../contract/rpc/documentsApi.ts';

/** An operation on its way, and the document it is about; null where there is none. */
export type CloudCall<Operation extends string = CloudOperation> = Readonly<{
  operation: Operation;
  document: Readonly<{ id: string; displayName: string }> | null;
}>;

/** What every fault of a cloud says, whatever else it does. */
type FaultOf<Operation extends string> = Pick<CloudFault, 'at' | 'probability' | 'times' | 'document'> &
  Readonly<{ operations: readonly Operation[] | 'all' }>;

/** Whether a fault is meant for a call at all, its probability and its count left aside. */
export function concerns<Operation extends string>(
  fault: FaultOf<Operation>,
  call: CloudCall<Operation>,
  at: FaultPoint,
): boolean {
  if (fault.at !== at) return false;
  if (fault.operations !== 'all' && !fault.operations.includes(call.operation)) return false;
  if (fault.document === null) return true;
  return call.document !== null && [call.document.id, call.document.displayName].includes(fault.document);
}

/**
 * Whether the nth call (from 0) that a fault is meant for is struck by it.
 * @param index which of the faults it is: each has a sequence of its own
 */
export function isStruck(seed: number, index: number, nth: number, probability: number): boolean {
  return unit(seed, index, nth) < probability;
}

/** A number from 0 on, below 1, by three others: one round of the splitmix32 generator. */
function unit(seed: number, index: number, nth: number): number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(nth + 1, 0xc2b2ae35)) >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97);
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}

/** The faults that are set, and how often each has been looked at and has struck. */
export class CloudFaults<Operation extends string, Fault extends FaultOf<Operation>> {
  #seed = 1;
  #faults: readonly Fault[] = [];
  readonly #looked: number[] = [];
  readonly #struck: number[] = [];

  /** Begins again: the sequence of each fault is at its start. */
  set(seed: number, faults: readonly Fault[]): void {
    this.#seed = seed;
    this.#faults = faults;
    this.#looked.length = 0;
    this.#struck.length = 0;
  }

  get seed(): number {
    return this.#seed;
  }

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  /** The first fault that strikes a call at this point; null when it goes well. */
  strike(call: CloudCall<Operation>, at: FaultPoint): Fault | null {
    for (const [index, fault] of this.#faults.entries()) {
      if (!concerns(fault, call, at)) continue;
      const nth = this.#looked[index] ?? 0;
      this.#looked[index] = nth + 1;
      const struck = this.#struck[index] ?? 0;
      if (fault.times !== null && struck >= fault.times) continue;
      if (!isStruck(this.#seed, index, nth, fault.probability)) continue;
      this.#struck[index] = struck + 1;
      return fault;
    }
    return null;
  }
}
