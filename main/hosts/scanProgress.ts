// How far a scan is, as a terminal shows it.
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';

/** How often a terminal is told, milliseconds; what takes less is not worth a line. */
export const SCAN_PROGRESS_MS = 500;

/** One line for the volumes that are being scanned; null when none is. */
export function scanText(volumes: readonly VolumeState[]): string | null {
  const scanning = volumes.filter(({ state, paused }) => state === 'scanning' && !paused);
  if (scanning.length === 0) return null;
  const sum = (pick: (volume: VolumeState) => number | null) =>
    scanning.reduce((total, volume) => total + (pick(volume) ?? 0), 0);
  const total = scanning.every((volume) => volume.total !== null) ? ` of ${number(sum((volume) => volume.total))}` : '';
  const rate = sum((volume) => volume.rate);
  const remaining = Math.max(...scanning.map((volume) => volume.remaining ?? 0));
  return [
    `Indexing ${number(sum((volume) => volume.indexed))}${total} files`,
    ...(rate > 0 ? [`${number(rate)} per second`] : []),
    ...(remaining > 0 ? [`${number(remaining)} s left`] : []),
  ].join(', ');
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A line of a terminal that is written over and taken away again; nothing where there is no terminal. */
export class StatusLine {
  readonly #stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;
  #isShown = false;

  constructor(stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>) {
    this.#stream = stream;
  }

  /** @param text null takes the line away */
  show(text: string | null): void {
    if (!this.#stream.isTTY || (text === null && !this.#isShown)) return;
    this.#isShown = text !== null;
    // One column stays free: some terminals begin a new line in the last.
    this.#stream.write(`\r\u001B[2K${(text ?? '').slice(0, Math.max(1, (this.#stream.columns || 80) - 1))}`);
  }
}
