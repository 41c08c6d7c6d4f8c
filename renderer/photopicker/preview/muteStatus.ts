// Mirrors photopicker/data/MuteStatus.
import type { Context } from '../../../sdk/context.ts';

/** Whether videos are silent, for one visit to the picker: at first they are. */
export class MuteStatus {
  #isVolumeMuted = true;

  get isVolumeMuted(): boolean {
    return this.#isVolumeMuted;
  }

  setVolumeMuted(isVolumeMuted: boolean): void {
    this.#isVolumeMuted = isVolumeMuted;
  }
}

const visits = new WeakMap<Context, MuteStatus>();

/** The status of a visit: each has a connection of its own. */
export function muteStatusOf(visit: Context): MuteStatus {
  const status = visits.get(visit) ?? new MuteStatus();
  visits.set(visit, status);
  return status;
}
