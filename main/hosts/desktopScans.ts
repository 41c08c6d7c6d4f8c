// Scans that somebody may have walked away from: which of them ended now, and what to say of it.
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';

/** A scan that took as long was not waited for, milliseconds. */
const LONG = 10_000;

type Scanned = Pick<VolumeState, 'id' | 'description' | 'state' | 'indexed' | 'problem' | 'paused'>;

export class LongScans {
  /** When each scan that runs was first seen, by its volume. */
  readonly #since = new Map<string, number>();

  /**
   * @param volumes as they are now
   * @param now milliseconds of any clock that does not jump
   * @returns a sentence for each long scan that ended since the last call
   */
  observe(volumes: readonly Scanned[], now: number): readonly string[] {
    return volumes.flatMap((volume) => {
      const since = this.#since.get(volume.id);
      if (volume.state === 'scanning') {
        if (since === undefined) this.#since.set(volume.id, now);
        return [];
      }
      this.#since.delete(volume.id);
      return since === undefined || now - since < LONG ? [] : sentence(volume);
    });
  }
}

function sentence({ state, description, indexed, problem }: Scanned): readonly string[] {
  if (state === 'ready') return [`${description}: ${indexed.toLocaleString('en')} files are indexed.`];
  // Whoever took it out knows.
  return problem === null ? [] : [`${description}: ${problem}`];
}
