/** Scans that somebody has told to wait. */
export class ScanGate {
  readonly #paused = new Map<string, Readonly<{ opened: Promise<void>; open: () => void }>>();
  #isOpen = false;

  isPaused(volumeId: string): boolean {
    return this.#paused.has(volumeId);
  }

  pause(volumeId: string): void {
    if (this.#isOpen || this.isPaused(volumeId)) return;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#paused.set(volumeId, { opened, open });
  }

  resume(volumeId: string): void {
    this.#paused.get(volumeId)?.open();
    this.#paused.delete(volumeId);
  }

  /** Resolves when the scans of the volume may go on; null when they may now. */
  wait(volumeId: string): Promise<void> | null {
    return this.#paused.get(volumeId)?.opened ?? null;
  }

  /** Lets everything through from here on. */
  open(): void {
    this.#isOpen = true;
    for (const id of [...this.#paused.keys()]) this.resume(id);
  }
}
